package io.traceconnector.app.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real proxy in front of the connector, as a child of this process; its one user is jane.
 *
 * @param port where it speaks HTTP/1.1
 * @param http2Port where it speaks HTTP/2 by prior knowledge
 */
record FrontProxy(Process process, int port, int http2Port) implements AutoCloseable {

    /** What jane sends. */
    static final String PASSWORD = "secret of jane";

    static FrontProxy start(Path directory, int port, int http2Port, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("proxy.out").toFile())
                    .start();
            FrontProxy proxy = new FrontProxy(process, port, http2Port);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> proxy.serves(port) && proxy.serves(http2Port));
            return proxy;
        } catch (IOException e) {
            throw new AssertionError(command.getFirst() + " is needed (see .ci/run)", e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean serves(int port) {
        if (!process.isAlive()) {
            throw new AssertionError("the proxy has ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
