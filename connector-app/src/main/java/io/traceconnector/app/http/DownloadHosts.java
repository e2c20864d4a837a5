package io.traceconnector.app.http;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** From where files are fetched for callers: Media's own host and port, and what the configuration names. */
final class DownloadHosts {

    private final URI media;
    private final Set<String> allowed = new HashSet<>();

    DownloadHosts(URI media, List<String> configured) {
        this.media = media;
        configured.forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
    }

    boolean allow(URI target) {
        String host = target.getHost();
        if (host == null || target.getRawUserInfo() != null || target.getScheme() == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        String scheme = target.getScheme().toLowerCase(Locale.ROOT);
        boolean own = name.equalsIgnoreCase(media.getHost()) && port(target) == port(media);
        boolean named = allowed.contains(name + ":" + port(target))
                || (allowed.contains(name) && (target.getPort() == -1 || port(target) == 443));
        // In clear only where Media itself is spoken to in clear.
        return (own || named)
                && (scheme.equals("https")
                        || (scheme.equals("http") && media.getScheme().equals("http")));
    }

    private static int port(URI url) {
        return url.getPort() != -1 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
