package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of Media for callers that cannot reach where they are kept: the URL in a file's information is replaced by one of the connector, and
 * that one streams the original, without any token.
 */
final class MediaFiles {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int LARGEST_INFO = 1024 * 1024;
    private static final List<String> OF_FILES = List.of(
            "Accept-Ranges",
            "Content-Encoding",
            "Content-Length",
            "Content-Range",
            "Content-Type",
            "ETag",
            "Last-Modified");
    private static final List<String> OF_REQUESTS = List.of("Range", "If-None-Match", "If-Modified-Since", "If-Range");

    private final DownloadSource source;
    private final URI media;
    private final DownloadLinks links;
    private final Optional<URI> publicUrl;

    MediaFiles(DownloadSource source, URI media, DownloadLinks links, Optional<URI> publicUrl) {
        this.source = source;
        this.media = media;
        this.links = links;
        this.publicUrl = publicUrl;
    }

    /** {@code GET /media/files/{digest}/info}. */
    void info(Call call) throws IOException, InterruptedException {
        HttpRequest request = source.request(URI.create(media + call.path().encodedAfter(1)))
                .header("Authorization", AccountRelay.token(call))
                .header("Accept", "application/json")
                .build();
        HttpResponse<InputStream> response = source.send(call, request);
        try (InputStream body = new UpstreamBody(response.body())) {
            byte[] content = body.readNBytes(LARGEST_INFO + 1);
            if (content.length > LARGEST_INFO) {
                throw malformed();
            }
            String type = response.headers().firstValue("Content-Type").orElse("application/json");
            byte[] answer = response.statusCode() == 200 ? replaced(call, content) : content;
            call.answer(response.statusCode(), type, answer);
        }
    }

    private byte[] replaced(Call call, byte[] content) {
        JsonNode info;
        URI target;
        try {
            info = MAPPER.readTree(content);
            target = URI.create(info.path("download_url").asString(""));
        } catch (JacksonException | IllegalArgumentException e) {
            throw malformed();
        }
        if (!(info instanceof ObjectNode object) || !info.path("download_url").isString()) {
            throw malformed();
        }
        source.require(target);
        object.put("download_url", base(call) + "/media/download/" + links.sign(target));
        return MAPPER.writeValueAsBytes(object);
    }

    /** How the caller reached us: its header Host was checked to be a host and a port. */
    private String base(Call call) {
        return publicUrl
                .map(url -> url.toString().replaceAll("/+$", ""))
                .orElseGet(() -> call.exchange().getRequestScheme() + "://"
                        + call.exchange().getHostAndPort());
    }

    /** {@code GET /media/download/…}: whoever holds the link may have the file. */
    void download(Call call) throws IOException, InterruptedException {
        URI target = links.verify(
                        call.parameters().getOrDefault("expires", ""),
                        call.parameters().getOrDefault("mac", ""),
                        call.parameters().getOrDefault("target", ""))
                .filter(source::allows)
                .orElseThrow(() -> new ProblemException(
                        404,
                        "download_link_invalid",
                        "The link is not valid, or not any more; ask for the file again."));
        HttpRequest.Builder request = source.request(target);
        OF_REQUESTS.forEach(name -> call.header(name).ifPresent(value -> request.header(name, value)));
        HttpResponse<InputStream> response = source.send(call, request.build());
        try (InputStream body = new UpstreamBody(response.body())) {
            int status = response.statusCode();
            if (status >= 500 || (status >= 300 && status != 304 && status < 400)) {
                throw DownloadSource.failed();
            }
            copyHeaders(call, response);
            call.stream(
                    status,
                    response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                    body::transferTo);
        }
    }

    private static void copyHeaders(Call call, HttpResponse<?> response) {
        var headers = call.exchange().getResponseHeaders();
        for (String name : OF_FILES) {
            response.headers().firstValue(name).ifPresent(value -> headers.put(new HttpString(name), value));
        }
        DownloadSource.asAttachment(headers, "attachment");
    }

    private static ProblemException malformed() {
        return new ProblemException(502, "media_answer_malformed", "Media gave an answer that cannot be used.");
    }
}
