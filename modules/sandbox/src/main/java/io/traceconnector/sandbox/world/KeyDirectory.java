package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * The private keys of all accounts as PEM files, and the passwords of people, each readable by its owner only. What is missing is made;
 * what is there is used: data on disk is encrypted with it. Where there is {@code NAME.pub} in the place of {@code NAME.pem}, the private half
 * is kept elsewhere, and nothing here signs with it or opens what is encrypted for it.
 */
public final class KeyDirectory {

    private static final int BCRYPT_COST = 10;

    private final Path directory;
    private final PublicHalves halves;
    private final Crypto crypto;
    private final SecureRandom random = new SecureRandom();

    public KeyDirectory(Path directory, Crypto crypto) {
        this.directory = directory;
        this.halves = new PublicHalves(directory);
        this.crypto = crypto;
    }

    /** Accounts with keys for all organisations. Takes seconds the first time: large RSA keys are slow to make. */
    public List<Account> accounts(List<Organisation> organisations) throws IOException {
        Files.createDirectories(directory);
        makeMissing(organisations);
        List<Account> accounts = new ArrayList<>();
        for (Organisation organisation : organisations) {
            accounts.add(organisationAccount(organisation));
            accounts.add(botAccount(organisation));
            accounts.add(personAccount(organisation));
        }
        return accounts;
    }

    /** The names of key files that are not there. */
    public Set<String> missing(List<Organisation> organisations) {
        return missingKeys(organisations).keySet();
    }

    private Map<String, KeySpec> missingKeys(List<Organisation> organisations) {
        Map<String, KeySpec> keys = new LinkedHashMap<>();
        for (Organisation organisation : organisations) {
            for (int number = 0; number < organisation.encryption().size(); number++) {
                keys.put(
                        encryptionFile(organisation, number),
                        organisation.encryption().get(number));
            }
            keys.put(botFile(organisation), KeySpec.ED25519);
            keys.put(personFile(organisation), organisation.personSigning());
        }
        keys.keySet().removeIf(name -> Files.exists(directory.resolve(name)) || halves.has(name));
        return keys;
    }

    /**
     * Takes over an organisation's public keys ({@code NAME.pub}, PEM), whose private halves stay with their owner.
     *
     * @throws IllegalArgumentException where one is missing or unusable, or data here belongs to other keys
     */
    public void adopt(Path given, Organisation organisation) throws IOException {
        Files.createDirectories(directory);
        List<String> names = new ArrayList<>(List.of(botFile(organisation)));
        for (int number = 0; number < organisation.encryption().size(); number++) {
            names.add(encryptionFile(organisation, number));
        }
        for (String name : names) {
            PublicKeyPem key = new PublicHalves(given).read(name);
            if (Files.exists(directory.resolve(name))
                    || (halves.has(name) && !halves.read(name).equals(key))) {
                throw new IllegalArgumentException(
                        directory + " has another key " + name + " already; give another directory");
            }
            halves.write(name, key);
        }
    }

    /**
     * Makes the key with which a bot signed before it got the one whose private half is elsewhere; empty where it is here. The public half is
     * kept in {@code NAME-former.pub}, the private one only by the caller.
     */
    public Optional<PrivateKeyPem> makeFormer(Account bot) throws IOException {
        Optional<AccountKey> elsewhere =
                bot.signing().filter(key -> key.privateKey().isEmpty());
        if (elsewhere.isEmpty()) {
            return Optional.empty();
        }
        PrivateKeyPem former = crypto.generate(KeySpec.ED25519);
        halves.write(formerFile(elsewhere.get()), former.publicKey());
        return Optional.of(former);
    }

    /** The key with which the owner of this one signed before. */
    public PublicKeyPem former(AccountKey signing) throws IOException {
        return halves.read(formerFile(signing));
    }

    private static String formerFile(AccountKey key) {
        return key.name() + "-former.pem";
    }

    /** Several at a time. */
    private void makeMissing(List<Organisation> organisations) throws IOException {
        try {
            missingKeys(organisations).entrySet().parallelStream()
                    .forEach(entry -> make(entry.getKey(), entry.getValue()));
        } catch (UncheckedIOException e) {
            throw new IOException("a key could not be written to " + directory, e);
        }
    }

    private void make(String name, KeySpec spec) {
        try {
            SafeFiles.writeSecret(directory.resolve(name), crypto.generate(spec).unprotectedText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encryptionFile(Organisation organisation, int number) {
        boolean old = number < organisation.encryption().size() - 1;
        return organisation.name() + "-encryption" + (old ? "-old" : "") + ".pem";
    }

    private static String botFile(Organisation organisation) {
        return organisation.name() + "-signing.pem";
    }

    private static String personFile(Organisation organisation) {
        return organisation.name() + "-person-signing.pem";
    }

    private Account organisationAccount(Organisation organisation) throws IOException {
        List<AccountKey> encryption = new ArrayList<>();
        for (int number = 0; number < organisation.encryption().size(); number++) {
            String file = encryptionFile(organisation, number);
            encryption.add(key(
                    organisation.account() * 10 + number,
                    organisation.account(),
                    AccountKey.Usage.ENCRYPT,
                    file,
                    number < organisation.encryption().size() - 1));
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
                Optional.of(signing(organisation.botAccount(), botFile(organisation))),
                List.of(),
                Optional.empty());
    }

    private Account personAccount(Organisation organisation) throws IOException {
        return new Account(
                organisation.personAccount(),
                Account.Kind.PERSON,
                organisation.person(),
                organisation,
                Optional.of(signing(organisation.personAccount(), personFile(organisation))),
                List.of(),
                Optional.of(login(organisation)));
    }

    private AccountKey signing(long account, String file) throws IOException {
        return key(account * 10, account, AccountKey.Usage.SIGN, file, false);
    }

    private AccountKey key(long id, long account, AccountKey.Usage usage, String file, boolean deprecated)
            throws IOException {
        if (Files.exists(directory.resolve(file))) {
            PrivateKeyPem pair = PrivateKeyPem.parse(Files.readAllBytes(directory.resolve(file)));
            return new AccountKey(id, account, usage, pair.publicKey(), Optional.of(pair), file, deprecated);
        }
        String half = halves.file(file).getFileName().toString();
        return new AccountKey(id, account, usage, halves.read(file), Optional.empty(), half, deprecated);
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
