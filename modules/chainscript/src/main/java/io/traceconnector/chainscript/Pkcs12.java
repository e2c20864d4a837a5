package io.traceconnector.chainscript;

import java.io.IOException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The private keys of a PKCS#12 file (RFC 7292) by their aliases, whether or not certificates stand beside them; encrypted with PBES2 or the
 * older 3DES and RC2. A key without a name has its number in the file, from 1, as its alias.
 */
public final class Pkcs12 implements AutoCloseable {

    private static final int SEQUENCE = 0x30;

    /** Not registered: it serves here alone. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private final Map<String, byte[]> keys = new LinkedHashMap<>();
    private boolean genuine;

    private Pkcs12() {}

    /** Whether a file begins as PKCS#12 does: a sequence whose first member is version 3. */
    public static boolean isLikely(byte[] file) {
        if (file.length < 8 || file[0] != SEQUENCE) {
            return false;
        }
        int lengthBytes = file[1] > 0 ? 0 : file[1] & 0x7F;
        int version = 2 + lengthBytes;
        return lengthBytes <= 4 && Arrays.equals(file, version, version + 3, new byte[] {Der.INTEGER, 1, 3}, 0, 3);
    }

    /**
     * Opens a file.
     *
     * @param passphrase not kept; wipe it afterwards
     * @throws FormatException with code {@code store-malformed}, {@code key-passphrase-missing}, {@code key-passphrase-wrong}, or
     *     {@code key-encryption} for a scheme that is not known
     */
    public static Pkcs12 open(byte[] file, char[] passphrase) {
        if (passphrase.length == 0) {
            throw new FormatException("key-passphrase-missing", "a PKCS#12 file needs its passphrase");
        }
        Pkcs12 opened = new Pkcs12();
        boolean whole = false;
        try {
            opened.read(new PKCS12PfxPdu(file), passphrase);
            whole = true;
            return opened;
        } catch (PKCSException e) {
            throw opened.genuine
                    ? new FormatException("key-encryption", "a PKCS#12 file encrypted in a way that is not known here")
                    : wrongPassphrase();
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            // What the library throws for content that is not of the form it expects.
            throw new FormatException("store-malformed", "a damaged PKCS#12 file");
        } finally {
            if (!whole) {
                opened.close();
            }
        }
    }

    private void read(PKCS12PfxPdu file, char[] passphrase) throws IOException, PKCSException {
        if (file.hasMac() && !file.isMacValid(mac(file.getMacAlgorithmID()), passphrase)) {
            throw wrongPassphrase();
        }
        genuine = file.hasMac();
        InputDecryptorProvider decryption = new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(PROVIDER)
                .build(passphrase);
        for (ContentInfo content : file.getContentInfos()) {
            PKCS12SafeBagFactory bags = content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                    ? new PKCS12SafeBagFactory(content, decryption)
                    : new PKCS12SafeBagFactory(content);
            for (PKCS12SafeBag bag : bags.getSafeBags()) {
                Pkcs12Bag key = new Pkcs12Bag(bag);
                if (key.isPrivateKey()) {
                    keys.put(freeAlias(key.name().orElse("")), key.pkcs8(decryption));
                }
            }
        }
    }

    /** RFC 9579 where the file says so, else the older way with any digest. */
    private static PKCS12MacCalculatorBuilderProvider mac(AlgorithmIdentifier algorithm) {
        return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)
                ? new JcePKCS12MacCalculatorBuilderProvider().setProvider(PROVIDER)
                : new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE);
    }

    private String freeAlias(String name) {
        return name.isBlank() || keys.containsKey(name) ? String.valueOf(keys.size() + 1) : name;
    }

    /** In the file's order. */
    public Set<String> aliases() {
        return Collections.unmodifiableSet(keys.keySet());
    }

    /**
     * One of the keys.
     *
     * @throws FormatException with a code that starts with {@code key-} for one that Trace has no use for
     * @throws IllegalArgumentException where no key has this alias
     */
    public PrivateKeyPem key(String alias) {
        byte[] pkcs8 = keys.get(alias);
        if (pkcs8 == null) {
            throw new IllegalArgumentException("no key has this alias");
        }
        return PrivateKeyPem.ofDer(pkcs8);
    }

    /** Wipes what was read. */
    @Override
    public void close() {
        keys.values().forEach(pkcs8 -> Arrays.fill(pkcs8, (byte) 0));
        keys.clear();
    }

    private static FormatException wrongPassphrase() {
        return new FormatException(
                "key-passphrase-wrong", "the passphrase does not open this PKCS#12 file, or the file is damaged");
    }

    /** The aliases alone. */
    @Override
    public String toString() {
        return "PKCS#12 file with " + keys.keySet();
    }
}
