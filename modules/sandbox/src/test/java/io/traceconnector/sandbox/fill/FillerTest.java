package io.traceconnector.sandbox.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.LinkValidation;
import io.traceconnector.chainscript.Recipient;
import io.traceconnector.chainscript.SignatureCheck;
import io.traceconnector.sandbox.RunningSandbox;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.TagLog;
import io.traceconnector.sandbox.world.AccountKey;
import io.traceconnector.sandbox.world.Catalogue;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.KeyDirectory;
import io.traceconnector.sandbox.world.Workflow;
import io.traceconnector.sandbox.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillerTest {

    private static final int LINKS = 800;

    @TempDir
    private static Path directory;

    private static World world;
    private static List<Seen> links;

    /** A generated link with what our keys make of it. */
    private record Seen(LinkEntry entry, Link link, String content, List<String> openedWith) {}

    @BeforeAll
    static void fill() throws Exception {
        RunningSandbox.copyKeys(directory);
        world = new World(
                new KeyDirectory(directory.resolve("keys"), Crypto.fastest()).accounts(Catalogue.organisations()),
                Catalogue.workflows());
        links = fill(directory.resolve("first"), Crypto.fastest(), 7, LINKS);
    }

    @Test
    void makesAsManyLinksAsAskedAndCountsThoseForUs() {
        assertThat(links).hasSize(LINKS);
        assertThat(links).allSatisfy(seen -> {
            Workflow workflow = Catalogue.workflows().stream()
                    .filter(candidate -> candidate.id() == seen.entry().workflow())
                    .findFirst()
                    .orElseThrow();
            boolean readable = !workflow.encrypted() || !seen.openedWith().isEmpty();
            assertThat(seen.entry().ours()).isEqualTo(workflow.includes(Catalogue.ours()) && readable);
        });
        assertThat(links).extracting(seen -> seen.entry().ours()).contains(true, false);
    }

    @Test
    void makesValidLinksWithTheHashTheyAreStoredUnder() {
        LinkValidation validation =
                new LinkValidation(new LinkSignatures(Crypto.fastest().signatures()));
        assertThat(links).allSatisfy(seen -> {
            assertThat(validation.of(seen.link())).isEmpty();
            assertThat(LinkHashing.of(seen.link()).bytes())
                    .isEqualTo(Bytes.copyOf(seen.entry().hash()));
        });
    }

    @Test
    void signsFewLinksWithRsaAndAllWithKeysOfAccounts() {
        LinkSignatures signatures = new LinkSignatures(Crypto.fastest().signatures());
        List<KeyType> types = new ArrayList<>();
        for (Seen seen : links) {
            for (SignatureCheck check : signatures.verify(seen.link())) {
                assertThat(world.signer(check.key().orElseThrow().fingerprint()))
                        .isPresent();
                types.add(check.key().orElseThrow().type());
            }
        }
        assertThat(types).hasSize(LINKS).contains(KeyType.RSA);
        assertThat(types.stream().filter(KeyType.RSA::equals).count()).isLessThan(LINKS / 50);
    }

    @Test
    void encryptsEachLinkUnderAKeyOfItsOwnForBothSizesOfKeys() {
        Set<Bytes> blobs = new HashSet<>();
        Set<Integer> sizes = new HashSet<>();
        for (Seen seen : links) {
            if (LinkData.of(seen.link()) instanceof LinkData.Encrypted encrypted) {
                assertThat(blobs.add(encrypted.blob())).isTrue();
                for (Recipient recipient : encrypted.recipients()) {
                    assertThat(blobs.add(recipient.wrappedKey())).isTrue();
                    sizes.add(recipient.wrappedKey().size() * 8);
                }
            }
        }
        assertThat(sizes).containsExactlyInAnyOrder(2048, 4096);
    }

    @Test
    void opensOldLinksWithTheOldKeyOnlyAndNewOnesWithTheNew() {
        List<List<String>> opened = links.stream()
                .map(Seen::openedWith)
                .filter(keys -> !keys.isEmpty())
                .toList();
        assertThat(opened.getFirst()).containsExactly("meridian-encryption-old.pem");
        assertThat(opened.getLast()).containsExactly("meridian-encryption.pem");
        assertThat(opened).allSatisfy(keys -> assertThat(keys).hasSize(1));
    }

    @Test
    void chainsLinksAndUsesEveryStateAndBothLanguages() {
        assertThat(links).filteredOn(seen -> seen.entry().parent() >= 0).allSatisfy(seen -> {
            Seen parent = links.get(seen.entry().parent());
            assertThat(seen.link().meta().prevLinkHash())
                    .isEqualTo(new LinkHash(Bytes.copyOf(parent.entry().hash())).bytes());
            assertThat(seen.link().meta().priority())
                    .isEqualTo(parent.link().meta().priority() + 1);
        });
        assertThat(links)
                .extracting(seen -> seen.link().meta().process().state())
                .contains("OWNED", "PUSHING", "PULLING");
        assertThat(links.toString()).contains("transporteur", "forwarder");
    }

    @Test
    void makesTheSameDataForTheSameSeedWhateverTheCrypto() throws Exception {
        List<Seen> again = fill(directory.resolve("second"), Crypto.platform(), 7, 300);
        List<Seen> first = fill(directory.resolve("third"), Crypto.fastest(), 7, 300);
        List<Seen> other = fill(directory.resolve("fourth"), Crypto.fastest(), 8, 300);
        assertThat(fingerprints(again)).isEqualTo(fingerprints(first));
        assertThat(fingerprints(other)).isNotEqualTo(fingerprints(first));
        assertThat(Files.readString(directory.resolve("second/tags.log")))
                .isEqualTo(Files.readString(directory.resolve("third/tags.log")));
    }

    private static List<String> fingerprints(List<Seen> links) {
        return links.stream()
                .map(seen -> seen.entry().trace() + " " + seen.entry().workflow() + " "
                        + seen.entry().group() + " "
                        + seen.entry().createdAt() + " " + seen.entry().ours() + " "
                        + seen.link().meta().action() + " " + seen.content())
                .toList();
    }

    private static List<Seen> fill(Path place, Crypto crypto, long seed, int count) throws Exception {
        Files.createDirectories(place);
        try (LinkStore store = LinkStore.open(place);
                TagLog tags = TagLog.open(place)) {
            new Filler(world, crypto, Optional.empty(), seed, count).fill(store, tags, _ -> {});
            List<Seen> seen = new ArrayList<>();
            for (Workflow workflow : Catalogue.workflows()) {
                for (LinkEntry entry : store.links(workflow.id(), 0, store.linkCount(workflow.id()))) {
                    seen.add(seen(store, entry));
                }
            }
            seen.sort((a, b) -> a.entry().ordinal() - b.entry().ordinal());
            return seen;
        }
    }

    private static Seen seen(LinkStore store, LinkEntry entry) throws IOException {
        Link link = LinkJson.read(store.raw(entry));
        String content = store.form(entry)
                .map(form -> new String(form, StandardCharsets.UTF_8))
                .orElse("");
        List<String> openedWith = new ArrayList<>();
        if (LinkData.of(link) instanceof LinkData.Encrypted encrypted) {
            Envelopes envelopes = new Envelopes(Crypto.fastest().algorithms());
            for (AccountKey key : world.organisation(Catalogue.ours()).encryption()) {
                for (Recipient recipient : encrypted.recipients()) {
                    if (recipient.keyId().equals(Long.toString(key.id()))) {
                        openedWith.add(key.file());
                        content = new String(
                                envelopes.openBlob(
                                        envelopes.unwrap(
                                                key.privateKey().orElseThrow().key(),
                                                recipient.wrappedKey().toByteArray()),
                                        encrypted.blob().toByteArray()),
                                StandardCharsets.UTF_8);
                    }
                }
            }
        }
        return new Seen(entry, link, content, openedWith);
    }
}
