package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.TestLinks.OURS;

import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Processes one after another, each with an empty memory, that keep links on the same disk. */
final class KeptRigs implements AutoCloseable {

    final Path kept;
    private final Path data;
    private final List<Rig> started = new ArrayList<>();

    KeptRigs(Path data) {
        this.data = data;
        this.kept = data.resolve("kept");
    }

    static FakeKeyRing ours() {
        return new FakeKeyRing().with("us", OURS);
    }

    Rig start(FakeKeyRing keys) {
        return start(Rig.config(), keys);
    }

    Rig start(DecryptConfig config, FakeKeyRing keys) {
        Rig rig = new Rig(data.resolve("pins"), config, keys, Optional.of(kept));
        started.add(rig);
        return rig;
    }

    Rig opened(FakeKeyRing keys) {
        return opened(keys, 1);
    }

    Rig opened(FakeKeyRing keys, int stores) {
        Rig rig = start(keys);
        awaitOpen(rig, stores);
        return rig;
    }

    static void awaitOpen(Rig rig, int stores) {
        Awaitility.await().until(() -> rig.gauge("connector.decrypt.kept.open") == stores);
    }

    static void awaitLinks(Rig rig, int links) {
        Awaitility.await().until(() -> rig.gauge("connector.decrypt.kept.links") == links);
    }

    /** Where links are that this key opens. */
    Path directory(PrivateKeyPem key) {
        return kept.resolve(FakeKeyRing.id(key).spkiSha256());
    }

    @Override
    public void close() {
        started.forEach(rig -> rig.decryptor.close());
    }
}
