package io.traceconnector.app.audit;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads all files of a log once, in constant memory, and finds every line that was removed, changed, put elsewhere or put in before the last signed head, and,
 * where a head that was kept elsewhere is given, also a tail that was cut. For one thread, used once.
 */
public final class Verification {

    /** A head stands within so many lines of the one that it covers. */
    static final int REACH = 1 << 16;

    static final int MOST_FINDINGS = 100;

    private final AuditDirectory directory;
    private final List<PublicKeyPem> keys;
    private final Optional<String> wanted;
    private final MessageSignatures signatures = new MessageSignatures(Algorithms.platform());
    private final RecentHashes recent = new RecentHashes(REACH);
    private final List<Finding> findings = new ArrayList<>();
    private Chain chain = Chain.empty();
    private FileName name = FileName.FIRST;
    private long place;
    private int files;
    private long lines;
    private long heads;
    private int missingThrough;
    private boolean found;
    private @Nullable Head signed;
    private @Nullable Instant signedAt;

    /**
     * @param keys whose signatures count
     * @param wanted hash of a line that must be there
     */
    public Verification(Path directory, List<PublicKeyPem> keys, Optional<String> wanted) {
        this(new OwnDirectory(directory), keys, wanted);
    }

    Verification(AuditDirectory directory, List<PublicKeyPem> keys, Optional<String> wanted) {
        this.directory = directory;
        this.keys = List.copyOf(keys);
        this.wanted = wanted;
    }

    /** @throws IOException where the files cannot be read */
    public VerificationReport run() throws IOException {
        List<FileName> names = directory.files();
        if (names.isEmpty()) {
            find("there is no file of an audit log");
        }
        for (FileName each : names) {
            begin(each);
            try (InputStream in = directory.read(each)) {
                read(new LineReader(in));
            }
        }
        place = 0;
        if (missingThrough > 0) {
            name = names.getFirst();
            find("the files before it are missing, and no line says that they were deleted as configured");
        }
        if (wanted.isPresent() && !found) {
            find("no line has the hash " + wanted.get() + ": the end of the log was cut, or the log is another one");
        }
        Optional<Head> last = lines == 0 ? Optional.empty() : Optional.of(chain.head());
        return new VerificationReport(
                findings, files, lines, heads, last, Optional.ofNullable(signed), Optional.ofNullable(signedAt));
    }

    private void begin(FileName next) {
        if (files == 0) {
            missingThrough = next.number() - 1;
        } else if (next.number() != name.number() + 1) {
            place = 0;
            find("the files between this one and " + next + " are missing");
        }
        name = next;
        place = 0;
        files++;
    }

    private void read(LineReader reader) throws IOException {
        for (Optional<byte[]> text = reader.next(); text.isPresent(); text = reader.next()) {
            place++;
            Optional<Line> line = text.flatMap(Line::parse);
            if (!reader.whole()) {
                find("the line has no end: a crash has torn it, or it was cut");
            } else if (line.isEmpty()) {
                find("this is no line of an audit log, or not any more");
            } else {
                check(line.get());
            }
        }
    }

    private void check(Line line) {
        lines++;
        boolean first = place == 1;
        if (first) {
            checkBeginning(line);
        }
        long expected = chain.head().number() + 1;
        if (!chain.follows(line)) {
            find(misfit(line.number(), expected));
            chain.goOnAfter(line);
        }
        recent.put(line.number(), line.hash());
        found |= wanted.filter(line.hash()::equals).isPresent();
        if (!first && line.isOfType(RecordType.FILE)) {
            find("the beginning of a file stands within another one");
        } else if (line.isOfType(RecordType.HEAD)) {
            checkHead(line);
        } else if (line.isOfType(RecordType.PRUNED)
                && line.tree().path("through").asInt(0) >= missingThrough) {
            missingThrough = 0;
        }
    }

    private void checkBeginning(Line line) {
        Optional<Line.Beginning> beginning = line.begins().filter(each -> each.file() == name.number());
        if (beginning.isEmpty()) {
            find("the file does not begin as one of this name does");
        } else if (files == 1 && name.number() > 1) {
            // What it follows was deleted; that it was to be is checked at the end.
            chain = line.before(beginning.get());
        }
    }

    private static String misfit(long number, long expected) {
        if (number > expected) {
            return "lines are missing before it: its number is " + number + ", expected was " + expected;
        }
        return number < expected
                ? "it stands out of order, or twice: its number is " + number + ", expected was " + expected
                : "it, or the line before it, was changed";
    }

    private void checkHead(Line line) {
        JsonNode tree = line.tree();
        Head head = new Head(line.covers().orElse(0L), tree.path("head").asString(""));
        String fingerprint = tree.path("key").asString("");
        Optional<PublicKeyPem> key = keys.stream()
                .filter(each -> each.fingerprint().hex().equals(fingerprint))
                .findFirst();
        if (!recent.holds(head.number(), head.hash())) {
            find("the signed head does not fit line number " + head.number() + ": lines up to there were changed");
        } else if (key.isEmpty()) {
            find("the head is signed by a key that was not given: " + fingerprint);
        } else if (!signatures.verify(key.get(), head.message(), signature(tree))) {
            find("the head's signature is wrong");
        } else {
            heads++;
            signed = head;
            signedAt = line.at();
        }
    }

    private static byte[] signature(JsonNode tree) {
        try {
            return Base64.getDecoder().decode(tree.path("signature").asString(""));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private void find(String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(name.toString(), place, what));
        }
    }
}
