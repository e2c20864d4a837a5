package io.traceconnector.sandbox.account;

import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Account.Kind;
import io.traceconnector.sandbox.world.AccountKey;
import io.traceconnector.sandbox.world.Login;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account with what the viewer may see of it. */
public record AccountNode(AccountView view, Account account) {

    @Nullable
    KeyNode signingKey() {
        return account.signing().map(key -> new KeyNode(view, key)).orElse(null);
    }

    @Nullable
    KeyNode encryptionKey() {
        return account.currentEncryption()
                .filter(view.keys()::has)
                .map(key -> new KeyNode(view, key))
                .orElse(null);
    }

    /** This, if it is of a kind; the fields {@code user}, {@code bot}, {@code team} show the same account in other clothes. */
    public @Nullable AccountNode as(Kind kind) {
        return account.kind() == kind ? this : null;
    }

    /** Row id of the user or bot behind the account. */
    long holderId() {
        return account.id() + 5_000;
    }

    String email() {
        return account.login().map(Login::email).orElse("");
    }

    /** The organisation it acts for; nothing for an organisation. */
    List<AccountNode> memberOf() {
        return account.kind() == Kind.ORGANISATION
                ? List.of()
                : List.of(view.of(account.organisation().account()));
    }

    /** Those who act for it. */
    List<AccountNode> members() {
        return account.kind() != Kind.ORGANISATION
                ? List.of()
                : List.of(
                        view.of(account.organisation().botAccount()),
                        view.of(account.organisation().personAccount()));
    }

    /** A key of an account. */
    public record KeyNode(AccountView view, AccountKey key) {

        String publicText() {
            return view.keys().text(key);
        }

        /** The private half where it is kept here, for the key's own account only. */
        Optional<String> privateText() {
            return key.privateKey()
                    .filter(_ -> key.account() == view.viewer().id())
                    .map(PrivateKeyPem::unprotectedText);
        }

        /** Without the private half. */
        @Override
        public String toString() {
            return key.toString();
        }
    }
}
