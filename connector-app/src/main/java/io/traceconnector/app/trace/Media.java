package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Files of Media (trace-protocol section 5.6) in the name of an organisation, with its session. Blocks; safe for many threads. */
public interface Media {

    /**
     * Sends one file while it is read, in constant memory. What was sent is whole on Media, or not there: a content that fails breaks the
     * upload off.
     *
     * @return the digest by which Media knows the file
     * @throws TraceException where Media did not take it; an {@link java.io.IOException} of the content is its cause
     */
    String upload(OrganisationId organisation, Upload upload);

    /**
     * Asks where the bytes of a file can be had for the next minutes, without any token. Whether that is a place to fetch from is for the
     * caller to judge.
     *
     * @return empty where Media knows no such file
     * @throws TraceException where Media does not say
     */
    Optional<URI> location(OrganisationId organisation, String digest);

    /**
     * A file on its way to Media.
     *
     * @param name without control characters and path separators
     * @param length of the content in bytes; empty where it is not known beforehand
     * @param content read by another thread, never after the call has returned; closed at its end
     * @param stall how long nothing may move, and how long the answer may take after the last byte
     */
    record Upload(String name, OptionalLong length, InputStream content, Duration stall) {}
}
