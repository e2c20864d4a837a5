package io.traceconnector.sandbox.account;

import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Login;
import io.traceconnector.sandbox.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Login of people: the client asks for the salt, and sends bcrypt of the password with it. */
final class PasswordLogin {

    private final World world;

    PasswordLogin(World world) {
        this.world = world;
    }

    /** The salt for an e-mail address; for an unknown one a salt as well, always the same, so that nobody learns who has an account. */
    String salt(String email) {
        return world.person(email)
                .flatMap(Account::login)
                .map(Login::salt)
                .orElseGet(() -> "$2a$10$" + digest(email).substring(0, 21) + "u");
    }

    /** @throws ApiException 401 if the hash is not that of the account's password */
    Account account(Map<?, ?> body) {
        if (!(body.get("email") instanceof String email) || !(body.get("passwordHash") instanceof String hash)) {
            throw ApiException.badRequest("email and passwordHash are needed");
        }
        return world.person(email)
                .filter(account -> account.login()
                        .filter(login -> MessageDigest.isEqual(ascii(login.hash()), ascii(hash)))
                        .isPresent())
                .orElseThrow(() -> ApiException.unauthorized("unknown e-mail address or wrong password"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest).replace('+', '.');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
