package io.traceconnector.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Where a secret goes that is shown once. */
final class SecretOption {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the secret to a new file with mode 0600 (default: standard output, this once).")
    private @Nullable Path file;

    /** Asks for a secret; with a file, that is there before the secret is made, and the member is not shown. */
    ObjectNode kept(String member, Callable<ObjectNode> asking) throws InterruptedException {
        return kept(asking, answer -> answer.remove(member).asString("") + "\n");
    }

    /** The same with a text that is made of the answer, and of what is left of it. */
    ObjectNode kept(Callable<ObjectNode> asking, Function<ObjectNode, String> text) throws InterruptedException {
        if (file == null) {
            return asked(asking);
        }
        boolean written = false;
        try (FileChannel channel = create(file)) {
            ObjectNode answer = asked(asking);
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.apply(answer));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            written = true;
            return answer.put("file", file.toString());
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be written, and the secret is lost: make another one");
        } finally {
            if (!written) {
                delete(file);
            }
        }
    }

    private static ObjectNode asked(Callable<ObjectNode> asking) throws InterruptedException {
        try {
            return asking.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static FileChannel create(Path file) {
        try {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw CommandException.unusable(file + " is there already");
        } catch (IOException e) {
            throw CommandException.unusable(file + " cannot be made: " + e.getMessage());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CommandException.failed(file + " is left over and cannot be deleted: " + e.getMessage());
        }
    }
}
