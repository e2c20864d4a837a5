package io.traceconnector.app.callers.bound;

import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Addresses as proofs name them: without query and fragment, and such as mean the same in one form (RFC 3986 section 6.2). */
final class ProofTarget {

    private static final String UNRESERVED = "-._~";

    private ProofTarget() {}

    /** The address in its one form; empty where it is no absolute address of a server. */
    static Optional<String> normal(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.empty();
        }
        boolean usual = uri.getPort() == (scheme.equals("https") ? 443 : 80) || uri.getPort() < 0;
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return Optional.of(scheme + "://" + host + (usual ? "" : ":" + uri.getPort()) + path(uri));
    }

    private static String path(URI uri) {
        // The JDK would take two slashes for one.
        String path = uri.getRawPath().contains("//")
                ? uri.getRawPath()
                : uri.normalize().getRawPath();
        return path.isEmpty() ? "/" : unescaped(path);
    }

    /** Undoes escapes that nobody needs, and writes the others in capitals; that they are well formed is known of an address. */
    private static String unescaped(String path) {
        StringBuilder normal = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                normal.append(c);
                continue;
            }
            char meant = (char) HexFormat.fromHexDigits(path, i + 1, i + 3);
            i += 2;
            if (isUnreserved(meant)) {
                normal.append(meant);
            } else {
                normal.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) meant));
            }
        }
        return normal.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }
}
