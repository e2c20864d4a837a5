package io.traceconnector.app.http;

import com.sun.management.OperatingSystemMXBean;
import io.traceconnector.app.callers.network.NetworkAuthenticator;
import io.traceconnector.app.callers.network.NetworkConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to recognise a caller: the same request with one of our tokens, remembered, beside none in a closed network, in turns on one
 * connection each. Processor time of the whole process, client included. Run by hand.
 */
final class AuthenticationBenchmark {

    private static final int ROUNDS = 10;
    private static final int WARM_UP = 4;
    private static final int REQUESTS = 5_000;

    private AuthenticationBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        NetworkConfig network =
                new NetworkConfig(true, new io.traceconnector.api.TenantId("acme"), List.of("connector.reader"), false);
        try (TokenServer server = new TokenServer(new NetworkAuthenticator(network))) {
            FakeModule module = new FakeModule();
            server.http.modules.add(module.running());
            String token = server.token();
            compare(server.http.api.port(), "Authorization: Bearer " + token + "\r\n");
        }
    }

    private static void compare(int port, String header) throws IOException {
        try (Lane none = new Lane(port, "");
                Lane token = new Lane(port, header)) {
            double[] micros = new double[2];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double without = none.run();
                double with = token.run();
                if (round >= 0) {
                    micros[0] += without / ROUNDS;
                    micros[1] += with / ROUNDS;
                    System.out.printf(Locale.ROOT, "%.1f and %.1f µs%n", without, with);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "closed network %.1f µs, token %.1f µs, of processor time a request: %.1f µs more%n",
                    micros[0],
                    micros[1],
                    micros[1] - micros[0]);
        }
    }

    /** One connection on which the same request is sent again and again. */
    private static final class Lane implements AutoCloseable {

        private final Socket socket;
        private final byte[] request;
        private final InputStream in;

        Lane(int port, String header) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            request = ("GET /api/v1/fake/echo/a HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        /** Microseconds a request. */
        double run() throws IOException {
            OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long begun = machine.getProcessCpuTime();
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < REQUESTS; i++) {
                out.write(request);
                answer();
            }
            return (machine.getProcessCpuTime() - begun) / 1e3 / REQUESTS;
        }

        private void answer() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                head.append((char) in.read());
            }
            String text = head.toString().toLowerCase(Locale.ROOT);
            if (!text.startsWith("http/1.1 200")) {
                throw new IOException(head.toString());
            }
            int at = text.indexOf("content-length: ") + "content-length: ".length();
            in.skipNBytes(Long.parseLong(text.substring(at, text.indexOf('\r', at))));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
