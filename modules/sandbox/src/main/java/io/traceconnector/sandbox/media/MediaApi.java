package io.traceconnector.sandbox.media;

import io.traceconnector.sandbox.account.Authentication;
import io.traceconnector.sandbox.http.Answers;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.http.ApiHandler;
import io.traceconnector.sandbox.http.Requests;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.MultipartParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Media: files up in {@code multipart/form-data}, and down from addresses of their own. Bodies pass through in pieces. */
public final class MediaApi implements ApiHandler.Route {

    private static final Pattern INFO = Pattern.compile("/files/([^/]+)/info");
    private static final Pattern CONTENT = Pattern.compile("/files/([^/]+)/content");
    private static final int PIECE = 64 * 1024;

    private final MediaFiles files;
    private final Authentication authentication;
    private final DownloadLinks downloads = new DownloadLinks(InstantSource.system());

    public MediaApi(MediaFiles files, Authentication authentication) {
        this.files = files;
        this.authentication = authentication;
    }

    @Override
    public void handle(HttpServerExchange exchange) throws IOException {
        String path = exchange.getRelativePath();
        Matcher info = INFO.matcher(path);
        Matcher content = CONTENT.matcher(path);
        if (path.equals("/files")) {
            upload(exchange);
        } else if (info.matches()) {
            info(exchange, info.group(1));
        } else if (content.matches()) {
            download(exchange, content.group(1));
        } else {
            throw new ApiException(404, "Media has no such route");
        }
    }

    private void upload(HttpServerExchange exchange) throws IOException {
        Requests.requireMethod(exchange, "POST");
        authentication.caller(exchange);
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        try (UploadedParts parts = new UploadedParts(files)) {
            MultipartParser.ParseState parser = MultipartParser.beginParse(
                    exchange.getConnection().getByteBufferPool(), parts, boundary(exchange), "UTF-8");
            byte[] piece = new byte[PIECE];
            try (InputStream in = exchange.getInputStream()) {
                for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                    parser.parse(ByteBuffer.wrap(piece, 0, count));
                }
            }
            if (!parser.isComplete()) {
                throw ApiException.badRequest("the multipart body is cut off");
            }
            parts.uploaded()
                    .forEach(file ->
                            answer.addObject().put("digest", file.digest()).put("name", file.name()));
        }
        Answers.json(exchange, 200, answer);
    }

    private static byte[] boundary(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        String boundary = type != null && type.startsWith("multipart/form-data")
                ? Headers.extractQuotedValueFromHeader(type, "boundary")
                : null;
        if (boundary == null) {
            throw new ApiException(415, "files are sent as multipart/form-data");
        }
        return boundary.getBytes(StandardCharsets.US_ASCII);
    }

    private void info(HttpServerExchange exchange, String digest) throws IOException {
        Requests.requireMethod(exchange, "GET");
        authentication.caller(exchange);
        require(digest);
        String address = exchange.getRequestScheme() + "://" + exchange.getHostAndPort() + exchange.getResolvedPath()
                + "/files/" + digest + "/content?" + downloads.query(digest);
        Answers.json(exchange, 200, JsonNodeFactory.instance.objectNode().put("download_url", address));
    }

    /** 204 for an empty file. */
    private void download(HttpServerExchange exchange, String digest) throws IOException {
        Requests.requireMethod(exchange, "GET");
        downloads.require(
                digest,
                Requests.parameter(exchange, "expires").orElse(""),
                Requests.parameter(exchange, "signature").orElse(""));
        Path file = require(digest);
        if (Files.size(file) == 0) {
            exchange.setStatusCode(204);
            return;
        }
        exchange.setResponseContentLength(Files.size(file));
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/octet-stream");
        try (OutputStream out = Answers.body(exchange)) {
            Files.copy(file, out);
        }
    }

    private Path require(String digest) {
        return files.find(digest).orElseThrow(() -> new ApiException(404, "there is no file of this digest"));
    }
}
