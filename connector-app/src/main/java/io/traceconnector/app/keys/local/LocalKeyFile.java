package io.traceconnector.app.keys.local;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local key, wrapped for a decryption key: four lines of ASCII, which are a title, the decryption key's id, the local key wrapped for that
 * key (as links' keys are: RSA-OAEP with SHA-1 around the base64 of 32 bytes), and a signature over these three lines by the
 * organisation's signing key. Anybody can wrap a key for a public key; the signature says that it was us. For one thread.
 */
public final class LocalKeyFile {

    /** A larger file was not written here. */
    public static final int MAX_SIZE = 16 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(LocalKeyFile.class);
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");
    private static final int LINES = 4;

    private final String title;
    private final LocalKeyStorage storage;
    private final LocalKeyOwner owner;
    private Optional<Signed> current = Optional.empty();

    /** @param title says what the key is for, in ASCII */
    public LocalKeyFile(String title, LocalKeyStorage storage, LocalKeyOwner owner) {
        this.title = title;
        this.storage = storage;
        this.owner = owner;
    }

    /** The decryption key that a file says it is wrapped for, nothing checked. */
    public static Optional<KeyId> keyOf(LocalKeyStorage storage) throws IOException {
        return storage.read()
                .map(LocalKeyFile::lines)
                .filter(lines ->
                        lines.size() == LINES && KEY_ID.matcher(lines.get(1)).matches())
                .map(lines -> new KeyId(lines.get(1)));
    }

    /**
     * Empty where there is none that is ours: signed by the organisation's signing key of today, and wrapped for this key.
     *
     * @throws KeyUnavailableException where the decryption key is away
     */
    public Optional<SymmetricKey> read() throws IOException {
        Optional<Signed> ours = storage.read().flatMap(this::parse).filter(this::isOurs);
        Optional<SymmetricKey> local = ours.flatMap(signed -> owner.unwrap(signed.block()));
        current = ours.filter(signed -> local.isPresent());
        return local;
    }

    /**
     * A new key in a new file.
     *
     * @throws KeyUnavailableException where the signing key is away
     */
    public SymmetricKey make() throws IOException {
        SymmetricKey symmetric = SymmetricKey.random();
        try {
            write(symmetric);
            return symmetric;
        } catch (IOException | RuntimeException e) {
            symmetric.destroy();
            throw e;
        }
    }

    /**
     * Wraps a key that is there already.
     *
     * @throws KeyUnavailableException where the signing key is away
     */
    public void write(SymmetricKey symmetric) throws IOException {
        write(sign(owner.wrap(symmetric)));
    }

    /** Signs what was read or written with the signing key of today, where that is another one than before and can be used. */
    public void signAnew() throws IOException {
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

    private void write(Signed signed) throws IOException {
        storage.write((head(signed.block()) + base64(signed.signature()) + "\n").getBytes(StandardCharsets.US_ASCII));
        current = Optional.of(signed);
    }

    private Optional<Signed> parse(byte[] file) {
        List<String> lines = lines(file);
        if (file.length > MAX_SIZE || lines.size() != LINES) {
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

    private static List<String> lines(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).lines().toList();
    }

    private byte[] message(byte[] block) {
        return head(block).getBytes(StandardCharsets.US_ASCII);
    }

    private String head(byte[] block) {
        return title + "\n" + owner.id().spkiSha256() + "\n" + base64(block) + "\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @param signer the PEM text of the public key that the signature is made with, or must be */
    private record Signed(byte[] block, byte[] signature, byte[] signer) {}
}
