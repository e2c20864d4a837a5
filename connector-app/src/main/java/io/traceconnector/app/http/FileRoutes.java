package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import java.util.List;
import java.util.Optional;

/** Files for applications: encrypted on their way to Media, and decrypted on their way back. */
final class FileRoutes {

    private static final String TAG = "files";
    private static final Failure UNAVAILABLE = new Failure(503, "media_unavailable");
    private static final Parameter ORGANISATION =
            new Parameter(RelayScope.HEADER, "The organisation in whose name Media is asked.", Schemas.TEXT, false);

    private final List<Operation> operations;

    /** @param largest bytes of a file */
    FileRoutes(FileUploads uploads, FileDownloads downloads, long largest) {
        operations = List.of(
                new Operation(
                        List.of("PUT", "POST"),
                        new PathTemplate("/api/v1/files"),
                        Access.operational("files:write"),
                        new BodyRule.Streamed(largest),
                        (Handling.Serving) uploads::upload,
                        upload()),
                new Operation(
                        List.of("GET"),
                        new PathTemplate("/api/v1/files/{digest}"),
                        Access.operational("files:read"),
                        new BodyRule.None(),
                        (Handling.Serving) downloads::download,
                        download()));
    }

    List<Operation> operations() {
        return operations;
    }

    private static OperationDescription upload() {
        return OperationDescription.of(
                        TAG,
                        "Encrypts a file while it is uploaded to Media; the answer is the record to put into form data.",
                        new OperationDescription.Answer("application/json", Optional.of(Schemas.FILE), List.of(201)),
                        new Failure(400, "file_name_malformed"),
                        new Failure(400, "organisation_required"),
                        new Failure(403, "organisation_unknown"),
                        new Failure(408, "body_stalled"),
                        new Failure(413, BodyBound.TOO_LARGE),
                        new Failure(415, "encoding_unsupported"),
                        new Failure(415, "file_type_malformed"),
                        new Failure(415, "multipart_unsupported"),
                        new Failure(502, "media_answer_malformed"),
                        new Failure(502, "media_refused"),
                        new Failure(502, "media_session_refused"),
                        UNAVAILABLE)
                .withQuery(new Parameter("name", "The file's name, at most 255 bytes.", Schemas.TEXT, true))
                .withHeaders(ORGANISATION);
    }

    private static OperationDescription download() {
        return OperationDescription.of(
                        TAG,
                        "A file of Media, decrypted.",
                        Schemas.bytes("*/*"),
                        new Failure(400, "file_key_malformed"),
                        new Failure(400, "file_right_required"),
                        new Failure(400, "link_hash_malformed"),
                        new Failure(400, "trace_malformed"),
                        new Failure(400, "verify_unknown"),
                        new Failure(404, "file_unknown"),
                        new Failure(404, "link_unknown"),
                        new Failure(502, "download_failed"),
                        new Failure(502, "download_host_refused"),
                        new Failure(502, "file_damaged"),
                        new Failure(502, "upstream_unavailable"),
                        new Failure(503, "spool_full"),
                        UNAVAILABLE)
                .withQuery(
                        new Parameter(
                                "trace", "The trace of a link that holds the file's record.", Schemas.TEXT, false),
                        new Parameter("link", "The hash of that link.", Schemas.TEXT, false),
                        new Parameter(
                                "verify",
                                "first: nothing is sent before the file is verified; stream: a damaged file cuts the connection.",
                                Schemas.TEXT,
                                false))
                .withHeaders(
                        new Parameter(
                                FileDownloads.KEY,
                                "The file's key as its record has it, where no link is named.",
                                Schemas.TEXT,
                                false),
                        ORGANISATION);
    }
}
