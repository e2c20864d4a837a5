package io.traceconnector.app.http;

import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.TenantDirectory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Whose entries of the outbox and idempotency keys are: a caller's, in one tenant, for whomever it acts. */
final class Submitter {

    private static final int SHOWN = 120;
    private static final int DIGEST = 16;

    private Submitter() {}

    /**
     * At most 256 characters. Whoever acts in tenant {@code default} for nobody else is its id alone, as every caller was in journals of
     * before: all others begin with their tenant and a blank, which no id does.
     */
    static String of(CallerSession.Entered session) {
        Principal principal = session.principal();
        String tenant = session.tenant().id().value();
        String id = principal.id();
        if (session.tenant().id().equals(TenantDirectory.DEFAULT)
                && principal.onBehalfOf().isEmpty()
                && id.length() <= SHOWN) {
            return id;
        }
        String shown = id.length() <= SHOWN ? id : id.substring(0, SHOWN);
        return tenant + " " + shown + " #"
                + digest(
                        tenant,
                        id,
                        principal.onBehalfOf().isPresent() ? "for" : "",
                        principal.onBehalfOf().orElse(""));
    }

    private static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : List.of(parts).stream()
                    .map(part -> part.getBytes(StandardCharsets.UTF_8))
                    .toList()) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
