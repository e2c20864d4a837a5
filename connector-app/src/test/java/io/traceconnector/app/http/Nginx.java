package io.traceconnector.app.http;

import io.traceconnector.app.callers.proxy.TestingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with the configuration that ships, but for its places. */
final class Nginx {

    private static final Path SHIPPED = Path.of("..", "conf");

    private Nginx() {}

    static FrontProxy start(Path directory, int connector) throws IOException {
        int port = FrontProxy.freePort();
        int http2Port = FrontProxy.freePort();
        Path secret = Files.writeString(directory.resolve("nginx-secret"), TestingProxy.SECRET + "\n");
        Files.writeString(directory.resolve("users"), "jane:{PLAIN}" + FrontProxy.PASSWORD + "\n");
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
                .replace(
                        "listen 8443;",
                        "listen 127.0.0.1:" + port + ";\n        listen 127.0.0.1:" + http2Port + " http2;")
                .replace("127.0.0.1:8903", "127.0.0.1:" + connector);
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), shipped);
        return FrontProxy.start(
                directory,
                port,
                http2Port,
                List.of("nginx", "-p", directory.toString(), "-c", configuration.toString()));
    }
}
