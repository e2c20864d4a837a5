package io.traceconnector.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;

/** Sends bytes as they are and reads what comes back until the connection ends or nothing comes for a while. */
record RawClient(int port, SocketFactory sockets) {

    RawClient(int port) {
        this(port, SocketFactory.getDefault());
    }

    String exchange(String request) throws IOException {
        return exchange(request, 2_000);
    }

    String exchange(String request, int silenceMillis) throws IOException {
        try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(silenceMillis);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer)) {
                    received.write(buffer, 0, n);
                }
            } catch (SocketException | SSLException reset) {
                received.write("[reset]".getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketTimeoutException silence) {
                received.write("[open]".getBytes(StandardCharsets.ISO_8859_1));
            }
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
