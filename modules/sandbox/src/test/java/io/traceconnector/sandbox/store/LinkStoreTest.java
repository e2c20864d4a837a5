package io.traceconnector.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkStoreTest {

    private static final long WORKFLOW = 201;
    private static final UUID TRACE = new UUID(1, 1);

    @TempDir
    private Path directory;

    @Test
    void keepsLinksInOrderAcrossAReopening() throws IOException {
        try (LinkStore store = LinkStore.open(directory)) {
            store.append(link(1, 0, TRACE), true);
            store.append(link(2, 1, TRACE), true);
            store.append(link(3, 0, new UUID(2, 2)), true);
        }
        try (LinkStore store = LinkStore.open(directory)) {
            assertThat(store.size()).isEqualTo(3);
            assertThat(store.ours()).isEqualTo(2);
            assertThat(store.traceCount(WORKFLOW)).isEqualTo(2);
            List<LinkEntry> links = store.links(WORKFLOW, 0, 3);
            assertThat(links).extracting(LinkEntry::position).containsExactly(1, 2, 3);
            assertThat(links).extracting(LinkEntry::height).containsExactly(1, 2, 1);
            assertThat(new String(store.raw(links.get(1)), StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":2}");
            assertThat(store.form(links.get(1)))
                    .hasValueSatisfying(form -> assertThat(form).containsExactly('2'));
            assertThat(store.form(links.get(0))).isEmpty();
        }
    }

    @Test
    void knowsATraceByItsIdAndALinkByItsHash() throws IOException {
        try (LinkStore store = LinkStore.open(directory)) {
            store.append(link(1, 0, TRACE), false);
            store.append(link(2, 1, TRACE), false);
            StoredTrace trace = store.trace(TRACE).orElseThrow();
            assertThat(trace.head().hash()).isEqualTo(hash(2));
            assertThat(store.links(trace)).extracting(LinkEntry::ordinal).containsExactly(0, 1);
            assertThat(store.find(hash(2))).map(LinkEntry::ordinal).contains(1);
            assertThat(store.find(hash(9))).isEmpty();
            assertThat(store.trace(new UUID(9, 9))).isEmpty();
        }
    }

    @Test
    void refusesAKnownHashASecondFirstLinkAndALinkNotOnTheHead() throws IOException {
        try (LinkStore store = LinkStore.open(directory)) {
            store.append(link(1, 0, TRACE), false);
            store.append(link(2, 1, TRACE), false);
            assertThat(store.append(link(2, 1, TRACE), false)).isEqualTo(new Appended.Known());
            assertThat(store.append(link(3, 0, TRACE), false)).isEqualTo(new Appended.TraceExists());
            assertThat(store.append(link(4, 1, TRACE), false)).isEqualTo(new Appended.NotOnHead());
            assertThat(store.append(link(5, 1, new UUID(7, 7)), false)).isEqualTo(new Appended.NotOnHead());
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    void cutsOffWhatAKilledProcessLeft() throws IOException {
        try (LinkStore store = LinkStore.open(directory)) {
            store.append(link(1, 0, TRACE), true);
        }
        Files.write(directory.resolve("links.dat"), new byte[77], StandardOpenOption.APPEND);
        Files.write(directory.resolve("links.idx"), new byte[LinkEntry.BYTES / 2], StandardOpenOption.APPEND);
        try (LinkStore store = LinkStore.open(directory)) {
            assertThat(store.size()).isEqualTo(1);
            assertThat(store.append(link(2, 1, TRACE), true)).isInstanceOf(Appended.Stored.class);
        }
        try (LinkStore store = LinkStore.open(directory)) {
            assertThat(store.size()).isEqualTo(2);
            assertThat(new String(store.raw(store.find(hash(2)).orElseThrow()), StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":2}");
        }
    }

    @Test
    void refusesADamagedIndexAndADamagedText() throws IOException {
        try (LinkStore store = LinkStore.open(directory)) {
            store.append(link(1, 0, TRACE), true);
            store.append(link(2, 1, TRACE), true);
        }
        byte[] data = Files.readAllBytes(directory.resolve("links.dat"));
        data[2] ^= 1;
        Files.write(directory.resolve("links.dat"), data);
        try (LinkStore store = LinkStore.open(directory)) {
            LinkEntry entry = store.find(hash(1)).orElseThrow();
            assertThatThrownBy(() -> store.raw(entry)).isInstanceOf(DamagedException.class);
        }
        byte[] index = Files.readAllBytes(directory.resolve("links.idx"));
        index[20] ^= 1;
        Files.write(directory.resolve("links.idx"), index);
        assertThatThrownBy(() -> LinkStore.open(directory)).isInstanceOf(DamagedException.class);
    }

    @Test
    void findsAmongManyWhoseFingerprintsCollide() throws IOException {
        try (LinkStore store = LinkStore.open(directory)) {
            for (int i = 1; i <= 1_000; i++) {
                store.append(link(i, 0, new UUID(i, -i)), false);
            }
            for (int i = 1; i <= 1_000; i += 97) {
                assertThat(store.find(hash(i))).map(LinkEntry::ordinal).contains(i - 1);
                assertThat(store.trace(new UUID(i, -i)))
                        .map(StoredTrace::number)
                        .contains(i - 1);
            }
        }
    }

    /** Numbers are hashes too; every second link is ours and has a form. Hashes collide in their first bytes. */
    private static NewLink link(int number, int parent, UUID trace) {
        boolean even = number % 2 == 0;
        return new NewLink(
                hash(number),
                parent == 0 ? Optional.empty() : Optional.of(hash(parent)),
                trace,
                WORKFLOW,
                2010,
                0,
                LinkState.OWNED,
                !even,
                List.of(),
                ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8),
                even ? Optional.of(new byte[] {(byte) ('0' + number % 10)}) : Optional.empty(),
                number);
    }

    private static byte[] hash(int number) {
        return ByteBuffer.allocate(LinkEntry.HASH_BYTES)
                .putInt(number % 64)
                .putInt(number)
                .array();
    }
}
