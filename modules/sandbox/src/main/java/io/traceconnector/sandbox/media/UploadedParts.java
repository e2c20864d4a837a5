package io.traceconnector.sandbox.media;

import io.traceconnector.sandbox.http.ApiException;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.MultipartParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the files of a multipart body to disk as they come, in their order; parts without a file name are passed over. For one thread. */
final class UploadedParts implements MultipartParser.PartHandler, AutoCloseable {

    static final long MOST_FILE_BYTES = 5L << 30;
    static final int MOST_FILES = 100;

    private final MediaFiles files;
    private final List<Uploaded> uploaded = new ArrayList<>();
    private MediaFiles.@Nullable Upload current;
    private String name = "";
    private long received;
    private @Nullable IOException failure;

    UploadedParts(MediaFiles files) {
        this.files = files;
    }

    /** A file that was received to its end. */
    record Uploaded(String digest, String name) {}

    @Override
    public void beginPart(HeaderMap headers) {
        Optional<String> fileName = Optional.ofNullable(headers.getFirst(Headers.CONTENT_DISPOSITION))
                .flatMap(disposition ->
                        Optional.ofNullable(Headers.extractQuotedValueFromHeaderWithEncoding(disposition, "filename")));
        if (fileName.isEmpty()) {
            return;
        }
        if (uploaded.size() == MOST_FILES) {
            throw new ApiException(413, "at most " + MOST_FILES + " files at a time");
        }
        name = fileName.get();
        received = 0;
        try {
            current = files.begin();
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void data(ByteBuffer buffer) throws IOException {
        MediaFiles.Upload upload = current;
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        received += bytes.length;
        if (upload != null) {
            if (received > MOST_FILE_BYTES) {
                throw new ApiException(413, "a file has at most " + MOST_FILE_BYTES + " bytes");
            }
            upload.write(bytes);
        }
    }

    @Override
    public void endPart() {
        MediaFiles.Upload upload = current;
        if (upload == null) {
            return;
        }
        current = null;
        try (upload) {
            uploaded.add(new Uploaded(upload.finish(), name));
        } catch (IOException e) {
            failure = e;
        }
    }

    List<Uploaded> uploaded() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return uploaded;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}
