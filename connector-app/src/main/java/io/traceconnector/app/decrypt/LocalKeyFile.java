package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local key of what is kept for one decryption key: four lines of ASCII, which are a title, the decryption key's id, the local key wrapped for that
 * key (as links' keys are: RSA-OAEP with SHA-1 around the base64 of 32 bytes), and a signature over these three lines by the
 * organisation's signing key. Anybody can wrap a key for a public key; the signature says that it was us. For one thread.
 */
final class LocalKeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(LocalKeyFile.class);
    private static final String TITLE = "trace-connector local key of kept links 1";
    private static final int LINES = 4;
    private static final long MAX_SIZE = 16 << 10;

    private final Path file;
    private final KeptOwner owner;
    private Optional<Signed> current = Optional.empty();

    LocalKeyFile(Path directory, KeptOwner owner) {
        this.file = directory.resolve("local.key");
        this.owner = owner;
    }

    /**
     * Empty where there is none that is ours.
     *
     * @throws KeyUnavailableException where the decryption key is away
     */
    Optional<LocalKey> read() throws IOException {
        Optional<Signed> signed = Files.exists(file) ? parse() : Optional.empty();
        if (signed.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalKey> local = signed.filter(this::isOurs)
                .flatMap(ours -> owner.unwrap(ours.block()))
                .map(symmetric -> new LocalKey(owner.id(), symmetric));
        if (local.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("organisation", owner.organisation())
                    .addKeyValue("key", owner.id().spkiSha256())
                    .log(
                            "what was kept for a decryption key is not signed by the organisation's signing key of today, so it is begun anew");
        }
        current = signed.filter(ours -> local.isPresent());
        return local;
    }

    /** @throws KeyUnavailableException where the signing key is away */
    LocalKey make() throws IOException {
        SymmetricKey symmetric = SymmetricKey.random();
        try {
            write(sign(owner.wrap(symmetric)));
            return new LocalKey(owner.id(), symmetric);
        } catch (IOException | RuntimeException e) {
            symmetric.destroy();
            throw e;
        }
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /** Signs what was read or made with the signing key of today, where that is another one than before and can be used. */
    void signAnew() throws IOException {
        try {
            if (current.isPresent() && !owner.isSigner(current.get().signer())) {
                write(sign(current.get().block()));
            }
        } catch (KeyUnavailableException e) {
            LOG.debug("the signing key is away; the local key is signed later", e);
        }
    }

    private Signed sign(byte[] block) {
        byte[] signer = owner.signer();
        return new Signed(block, owner.sign(message(block)), signer);
    }

    private boolean isOurs(Signed signed) {
        return owner.signed(message(signed.block()), signed.signature(), signed.signer());
    }

    /** Old or new is there after a crash; what is torn is not signed. */
    private void write(Signed signed) throws IOException {
        Path written = file.resolveSibling("local.key.new");
        Files.deleteIfExists(written);
        byte[] text = (head(signed.block()) + base64(signed.signature()) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (var channel = Files.newByteChannel(
                written,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(java.nio.ByteBuffer.wrap(text));
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        current = Optional.of(signed);
    }

    private Optional<Signed> parse() throws IOException {
        if (Files.size(file) > MAX_SIZE) {
            return Optional.empty();
        }
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        if (lines.size() != LINES) {
            return Optional.empty();
        }
        try {
            byte[] block = Base64.getDecoder().decode(lines.get(2));
            boolean known = (lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2) + "\n").equals(head(block));
            return known
                    ? Optional.of(new Signed(block, Base64.getDecoder().decode(lines.get(3)), owner.signer()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] message(byte[] block) {
        return head(block).getBytes(StandardCharsets.US_ASCII);
    }

    private String head(byte[] block) {
        return TITLE + "\n" + owner.id().spkiSha256() + "\n" + base64(block) + "\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @param signer the PEM text of the public key that the signature is made with, or must be */
    private record Signed(byte[] block, byte[] signature, byte[] signer) {}
}
