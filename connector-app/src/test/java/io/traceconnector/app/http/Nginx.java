package io.traceconnector.app.http;

import io.traceconnector.app.callers.proxy.TestingProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real nginx with the configuration that ships, but for its places; its one user is jane. */
final class Nginx implements AutoCloseable {

    private static final Path SHIPPED = Path.of("..", "conf");

    private final Process process;
    private final int port = freePort();

    Nginx(Path directory, int connector) {
        try {
            Path secret = Files.writeString(directory.resolve("nginx-secret"), TestingProxy.SECRET + "\n");
            Files.writeString(directory.resolve("users"), "jane:{PLAIN}secret of jane\n");
            Files.writeString(
                    directory.resolve("nginx.js"),
                    Files.readString(SHIPPED.resolve("nginx.js"))
                            .replace("/etc/nginx/connector-secret", secret.toString()));
            String own = "daemon off;\nmaster_process off;\npid " + directory + "/nginx.pid;\nerror_log " + directory
                    + "/nginx.log;\nevents {}\nhttp {\n    access_log off;\n    underscores_in_headers on;\n"
                    + "    client_body_temp_path " + directory + "/body;\n    proxy_temp_path " + directory
                    + "/proxy;\n    fastcgi_temp_path " + directory + "/f;\n    uwsgi_temp_path " + directory
                    + "/u;\n    scgi_temp_path " + directory + "/s;\n";
            String shipped = Files.readString(SHIPPED.resolve("nginx.conf"))
                    .replace("events {}\n", "")
                    .replace("http {\n", own)
                    .replace("/etc/nginx", directory.toString())
                    .replace("listen 8443", "listen 127.0.0.1:" + port)
                    .replace("127.0.0.1:8903", "127.0.0.1:" + connector);
            Path configuration = Files.writeString(directory.resolve("nginx.conf"), shipped);
            process = new ProcessBuilder("nginx", "-p", directory.toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("nginx.out").toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("nginx and its module for JavaScript are needed (see .ci/run)", e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::serves);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean serves() {
        if (!process.isAlive()) {
            throw new AssertionError("nginx has ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
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
