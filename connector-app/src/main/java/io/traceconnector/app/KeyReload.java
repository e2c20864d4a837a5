package io.traceconnector.app;

import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.config.ConfigException;
import io.traceconnector.app.http.KeyAdministration;
import io.traceconnector.app.http.KeyReport;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.KeyChange;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.KeysException;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Lets new keys take the place of old ones while the connector runs: when an operator asks, and by itself when a file changes. Keys that cannot
 * be loaded change nothing: the old ones stay in use, and health tells of it.
 */
final class KeyReload implements KeyAdministration, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyReload.class);

    private final ConfiguredKeyRing ring;
    private final Supplier<Settings> configuration;
    private final DrillLog drills;
    private final Clock clock;
    private final Duration interval;
    private final Thread watch;
    private Settings loaded;
    private FileStamps stamps;
    private volatile Instant loadedAt;
    private volatile Optional<String> problem = Optional.empty();

    private KeyReload(
            ConfiguredKeyRing ring, Settings loaded, Supplier<Settings> configuration, DrillLog drills, Clock clock) {
        this.ring = ring;
        this.loaded = loaded;
        this.configuration = configuration;
        this.drills = drills;
        this.clock = clock;
        this.interval = loaded.connector().keys().watchInterval();
        this.stamps = FileStamps.of(files(loaded));
        this.loadedAt = clock.instant();
        this.watch = Thread.ofVirtual().name("keys-watch").unstarted(this::watch);
    }

    /** @param configuration reads it again */
    static KeyReload start(
            ConfiguredKeyRing ring, Settings loaded, Supplier<Settings> configuration, DrillLog drills, Clock clock) {
        KeyReload reload = new KeyReload(ring, loaded, configuration, drills, clock);
        reload.watch.start();
        return reload;
    }

    @Override
    public synchronized List<KeyChange> reload() {
        try {
            Settings settings = configuration.get();
            FileStamps before = FileStamps.of(files(settings));
            List<KeyChange> changes = ring.reload(settings.connector().organisations());
            loaded = settings;
            stamps = before;
            loadedAt = clock.instant();
            problem = Optional.empty();
            LOG.atInfo().addKeyValue("changes", changes).log("the keys have been loaded anew");
            return changes;
        } catch (ConfigException | KeysException | IllegalArgumentException e) {
            Optional<String> why = Optional.of(String.valueOf(e.getMessage()));
            // It is tried again and again, and told once.
            LOG.atLevel(why.equals(problem) ? Level.DEBUG : Level.ERROR)
                    .addKeyValue("problem", e.getMessage())
                    .log("the keys cannot be loaded; the old ones stay in use");
            problem = why;
            throw new ProblemException(
                    409,
                    "keys_not_loaded",
                    "The old keys stay in use; the new ones cannot be loaded: " + e.getMessage());
        }
    }

    /** For a signal, to which nobody listens for an answer. */
    void reloadQuietly() {
        try {
            reload();
        } catch (ProblemException e) {
            LOG.debug("told in the log and in health already", e);
        }
    }

    @Override
    public KeyReport report() {
        return new KeyReport(
                loadedAt,
                problem,
                ring.organisations().stream()
                        .sorted()
                        .map(organisation -> new KeyReport.Keys(
                                organisation,
                                ring.decryptionKeys(organisation).stream()
                                        .map(key -> new KeyReport.Decryption(
                                                key.id(), key.publicKey().bits(), drills.last(key.id())))
                                        .toList(),
                                new KeyId(PublicKeyPem.parse(
                                                ring.signingKey(organisation).publicKeyPem())
                                        .fingerprint()
                                        .hex())))
                        .toList());
    }

    Health health() {
        if (problem.isPresent()) {
            return new Health(
                    State.DEGRADED,
                    "the keys as configured now cannot be loaded, those of " + loadedAt + " stay in use: "
                            + problem.get(),
                    Optional.empty());
        }
        try {
            return new Health(State.UP, detail(), Optional.empty());
        } catch (KeyUnavailableException e) {
            return new Health(State.DOWN, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private String detail() {
        List<KeyReport.Decryption> keys = report().organisations().stream()
                .flatMap(organisation -> organisation.decryption().stream())
                .toList();
        Optional<Instant> oldest =
                keys.stream().flatMap(key -> key.drilledAt().stream()).min(Instant::compareTo);
        long never = keys.stream().filter(key -> key.drilledAt().isEmpty()).count();
        return keys.size() + " decryption keys, loaded " + loadedAt + "; backups: "
                + oldest.map(instant -> "oldest drill " + instant + ", ").orElse("") + never + " never drilled";
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            LOG.debug("the watch over key files ends");
        }
    }

    /** The thread's boundary: whatever goes wrong, it looks again. */
    private void look() {
        try {
            if (hasChanged()) {
                reloadQuietly();
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the files of keys could not be looked at; tried again");
        }
    }

    /** What could not be loaded is tried again even so: a passphrase or a token may be there by now. */
    private synchronized boolean hasChanged() {
        return problem.isPresent() || !FileStamps.of(files(loaded)).equals(stamps);
    }

    private static List<Path> files(Settings settings) {
        List<Path> files = new ArrayList<>(settings.source().file().stream().toList());
        settings.connector().organisations().values().stream()
                .flatMap(OrganisationConfig::sources)
                .map(KeySource::files)
                .forEach(files::addAll);
        return files;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
