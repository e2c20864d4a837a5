package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Writes PKCS#12 files without certificates, for the owner alone. */
record Pkcs12Files(Path directory) {

    static final ASN1ObjectIdentifier AES = NISTObjectIdentifiers.id_aes256_CBC;
    static final ASN1ObjectIdentifier TRIPLE_DES = PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC;
    static final ASN1ObjectIdentifier RC2 = PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC;
    static final String PASSPHRASE = "pässphrase of stores";

    Path write(String name, Map<String, PrivateKeyPem> keys, ASN1ObjectIdentifier encryption) {
        try {
            PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
            for (Map.Entry<String, PrivateKeyPem> key : keys.entrySet()) {
                PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(
                        PrivateKeyInfo.getInstance(key.getValue().key().getEncoded()), encryptor(encryption));
                bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(key.getKey()));
                file.addData(bag.build());
            }
            JcePKCS12MacCalculatorBuilder mac =
                    new JcePKCS12MacCalculatorBuilder().setProvider(new BouncyCastleProvider());
            byte[] content = file.build(mac, PASSPHRASE.toCharArray()).getEncoded();
            return owned(Files.write(directory.resolve(name), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PKCSException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutputEncryptor encryptor(ASN1ObjectIdentifier algorithm) throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(algorithm)
                .setProvider(new BouncyCastleProvider())
                .build(PASSPHRASE.toCharArray());
    }

    KeySource source(Path file, Optional<String> alias) {
        return new KeySource(
                Optional.of(file),
                Optional.empty(),
                Optional.of(passphrase()),
                alias,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    SecretSource passphrase() {
        return new SecretSource("file:" + new PemFiles(directory).file("passphrase", PASSPHRASE + "\n", "rw-------"));
    }

    Path owned(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** One file an organisation, each key by an alias of its own. */
    Map<OrganisationId, OrganisationConfig> configure(Map<OrganisationId, Custody> held) {
        Map<OrganisationId, OrganisationConfig> organisations = new LinkedHashMap<>();
        held.forEach((organisation, custody) -> {
            Map<String, PrivateKeyPem> keys = new LinkedHashMap<>();
            custody.decryption().forEach(key -> keys.put("decryption " + keys.size(), key));
            List<String> aliases = new ArrayList<>(keys.keySet());
            keys.put("signing", custody.signing());
            Path file = write(organisation + ".p12", keys, AES);
            organisations.put(
                    organisation,
                    new OrganisationConfig(
                            aliases.stream()
                                    .map(alias -> source(file, Optional.of(alias)))
                                    .toList(),
                            source(file, Optional.of("signing")),
                            Optional.empty()));
        });
        return organisations;
    }
}
