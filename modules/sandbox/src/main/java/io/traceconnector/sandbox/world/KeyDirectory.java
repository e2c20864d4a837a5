package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * The private keys of all accounts as PEM files, and the passwords of people, each readable by its owner only. What is missing is made;
 * what is there is used: data on disk is encrypted with it.
 */
public final class KeyDirectory {

    private static final int BCRYPT_COST = 10;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    public KeyDirectory(Path directory) {
        this.directory = directory;
    }

    /** Accounts with keys for all organisations. Takes seconds the first time: large RSA keys are slow to make. */
    public List<Account> accounts(List<Organisation> organisations) throws IOException {
        Files.createDirectories(directory);
        List<Account> accounts = new ArrayList<>();
        for (Organisation organisation : organisations) {
            accounts.add(organisationAccount(organisation));
            accounts.add(botAccount(organisation));
            accounts.add(personAccount(organisation));
        }
        return accounts;
    }

    private Account organisationAccount(Organisation organisation) throws IOException {
        List<AccountKey> encryption = new ArrayList<>();
        for (KeySpec spec : organisation.encryption()) {
            int number = encryption.size();
            boolean old = number < organisation.encryption().size() - 1;
            String file = organisation.name() + "-encryption" + (old ? "-old" : "") + ".pem";
            encryption.add(new AccountKey(
                    organisation.account() * 10 + number,
                    organisation.account(),
                    AccountKey.Usage.ENCRYPT,
                    pair(file, spec),
                    file,
                    old));
        }
        return new Account(
                organisation.account(),
                Account.Kind.ORGANISATION,
                organisation.title(),
                organisation,
                Optional.empty(),
                encryption,
                Optional.empty());
    }

    private Account botAccount(Organisation organisation) throws IOException {
        return new Account(
                organisation.botAccount(),
                Account.Kind.BOT,
                organisation.title() + " connector",
                organisation,
                Optional.of(signing(organisation.botAccount(), organisation.name() + "-signing.pem", KeySpec.ED25519)),
                List.of(),
                Optional.empty());
    }

    private Account personAccount(Organisation organisation) throws IOException {
        String file = organisation.name() + "-person-signing.pem";
        return new Account(
                organisation.personAccount(),
                Account.Kind.PERSON,
                organisation.person(),
                organisation,
                Optional.of(signing(organisation.personAccount(), file, organisation.personSigning())),
                List.of(),
                Optional.of(login(organisation)));
    }

    private AccountKey signing(long account, String file, KeySpec spec) throws IOException {
        return new AccountKey(account * 10, account, AccountKey.Usage.SIGN, pair(file, spec), file, false);
    }

    private PrivateKeyPem pair(String name, KeySpec spec) throws IOException {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            return PrivateKeyPem.parse(Files.readAllBytes(file));
        }
        PrivateKeyPem pair = PrivateKeyPem.generate(spec);
        SafeFiles.writeSecret(file, pair.unprotectedText());
        return pair;
    }

    /** The file holds the password and its bcrypt hash, a line each. */
    private Login login(Organisation organisation) throws IOException {
        Path file = directory.resolve(organisation.name() + "-person.password");
        if (!Files.exists(file)) {
            String password = HexFormat.of().formatHex(bytes(12));
            String hash = OpenBSDBCrypt.generate("2a", password.toCharArray(), bytes(16), BCRYPT_COST);
            SafeFiles.writeSecret(file, password + "\n" + hash + "\n");
        }
        List<String> lines = Files.readAllLines(file);
        return new Login(organisation.email(), lines.get(0), lines.get(1));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
