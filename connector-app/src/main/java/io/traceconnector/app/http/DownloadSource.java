package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.xnio.IoUtils;

/** Where the bytes of files come from: hosts that are allowed, asked without any token. */
final class DownloadSource {

    private final HttpClient client;
    private final DownloadHosts hosts;
    private final Duration deadline;

    /** @param client follows no redirects */
    DownloadSource(HttpClient client, DownloadHosts hosts, Duration deadline) {
        this.client = client;
        this.hosts = hosts;
        this.deadline = deadline;
    }

    boolean allows(URI target) {
        return hosts.allow(target);
    }

    /** @throws ProblemException 502 where files are not fetched from there */
    void require(URI target) {
        if (!allows(target)) {
            throw new ProblemException(
                    502,
                    "download_host_refused",
                    "Media points to a host that the connector does not fetch from; download-hosts can name it.");
        }
    }

    HttpRequest.Builder request(URI target) {
        return HttpRequest.newBuilder(target).timeout(deadline);
    }

    /** Gives an answer once it begins. It is given up when the caller's connection ends, at the latest by its idle time. */
    HttpResponse<InputStream> send(Call call, HttpRequest request) throws InterruptedException {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            call.context().whenOver(() -> IoUtils.safeClose(response.body()));
            return response;
        } catch (IOException e) {
            throw new ProblemException(502, "upstream_unavailable", "Media cannot be reached; try again later.");
        }
    }

    static ProblemException failed() {
        return new ProblemException(502, "download_failed", "The file cannot be fetched from where it is kept.");
    }

    /** Somebody else's file, from our origin: never shown as a page of ours, and kept by nobody in between. */
    static void asAttachment(HeaderMap headers, String disposition) {
        headers.put(Headers.CACHE_CONTROL, "private, no-store");
        headers.put(Headers.CONTENT_DISPOSITION, disposition);
        headers.put(new HttpString("Content-Security-Policy"), "sandbox");
    }
}
