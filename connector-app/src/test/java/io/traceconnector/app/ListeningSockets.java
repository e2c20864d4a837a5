package io.traceconnector.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process listens, as Linux tells: what is open in {@code /proc/PID/fd} and listens by {@code /proc/PID/net/tcp} and {@code tcp6}. */
final class ListeningSockets {

    private static final String LISTENS = "0A";

    private ListeningSockets() {}

    static Set<InetSocketAddress> of(Process process) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        Set<String> open = open(proc.resolve("fd"));
        Set<InetSocketAddress> sockets = new HashSet<>();
        for (String table : Set.of("tcp", "tcp6")) {
            Path file = proc.resolve("net").resolve(table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : Set.<String>of()) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals(LISTENS) && open.contains("socket:[" + columns[9] + "]")) {
                    sockets.add(address(columns[1]));
                }
            }
        }
        return sockets;
    }

    private static Set<String> open(Path directory) throws IOException {
        Set<String> open = new HashSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                target(file).ifPresent(open::add);
            }
        }
        return open;
    }

    private static Optional<String> target(Path file) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException closedMeanwhile) {
            return Optional.empty();
        }
    }

    /** {@code ADDRESS:PORT} in hexadecimal digits; the address in words of four bytes, each in the machine's order: the lowest first. */
    private static InetSocketAddress address(String text) throws IOException {
        int colon = text.indexOf(':');
        byte[] given = HexFormat.of().parseHex(text.substring(0, colon));
        byte[] address = new byte[given.length];
        for (int i = 0; i < given.length; i++) {
            address[i] = given[(i & ~3) + 3 - (i & 3)];
        }
        return new InetSocketAddress(
                InetAddress.getByAddress(address), HexFormat.fromHexDigits(text.substring(colon + 1)));
    }
}
