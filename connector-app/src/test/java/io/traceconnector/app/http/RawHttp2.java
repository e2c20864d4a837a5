package io.traceconnector.app.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One request by HTTP/2 with prior knowledge (RFC 9113 section 3.3), whose fields go out as they are given, allowed or not. */
record RawHttp2(int port) {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;
    /** In the static table of RFC 7541, as the first byte of the fields of an answer. */
    private static final int STATUS_200 = 0x88;

    record Field(String name, String value) {}

    /** What comes back: {@code 200} or {@code refused}, and the body; also where the stream or the connection is ended instead. */
    String exchange(List<Field> fields, String body, List<Field> trailers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(request, SETTINGS, 0, 0, new byte[0]);
            boolean alone = body.isEmpty() && trailers.isEmpty();
            frame(request, HEADERS, END_HEADERS | (alone ? END_STREAM : 0), STREAM, encoded(fields));
            if (!alone) {
                frame(request, DATA, trailers.isEmpty() ? END_STREAM : 0, STREAM, bytes(body));
            }
            if (!trailers.isEmpty()) {
                frame(request, HEADERS, END_HEADERS | END_STREAM, STREAM, encoded(trailers));
            }
            return answer(socket, request.toByteArray());
        }
    }

    private static String answer(Socket socket, byte[] request) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean good = false;
        try {
            socket.getOutputStream().write(request);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            boolean over = false;
            while (!over) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                boolean ours = in.readInt() == STREAM;
                byte[] payload = new byte[length];
                in.readFully(payload);
                good |= ours && type == HEADERS && isGood(payload);
                if (ours && type == DATA) {
                    body.write(payload);
                }
                if (type == SETTINGS && (flags & ACK) == 0) {
                    frame(socket.getOutputStream(), SETTINGS, ACK, 0, new byte[0]);
                }
                over = type == GOAWAY
                        || (ours && (type == RST_STREAM || (type <= HEADERS && (flags & END_STREAM) != 0)));
            }
        } catch (SocketException | EOFException ended) {
            body.write(bytes("[ended]"));
        } catch (SocketTimeoutException silence) {
            body.write(bytes("[open]"));
        }
        return (good ? "200 " : "refused ") + body.toString(StandardCharsets.ISO_8859_1);
    }

    /** An answer's fields begin with its status, behind a change of the table's size at most. */
    private static boolean isGood(byte[] fields) {
        int first = fields.length > 0 && (fields[0] & 0xe0) == 0x20 ? 1 : 0;
        return fields.length > first && (fields[first] & 0xff) == STATUS_200;
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        int length = payload.length;
        out.write(new byte[] {
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length,
            (byte) type,
            (byte) flags,
            0,
            0,
            0,
            (byte) stream
        });
        out.write(payload);
    }

    /** Each as a literal that is not added to any table (RFC 7541 section 6.2.2). */
    private static byte[] encoded(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            out.write(0);
            text(out, bytes(field.name()));
            text(out, bytes(field.value()));
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, byte[] text) {
        int rest = text.length - 127;
        out.write(Math.min(text.length, 127));
        if (rest >= 0) {
            for (; rest >= 128; rest >>= 7) {
                out.write((rest & 127) | 128);
            }
            out.write(rest);
        }
        out.writeBytes(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
