package io.traceconnector.app.decrypt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.KeyId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What links' bytes prove: remembered, else kept on disk, else found out now. What is on disk and only passes by is not remembered, so that reading
 * history neither costs the memory's upkeep nor drives out what is asked for often. Safe for many threads.
 */
final class KnownFacts {

    private final FactFinder finder;
    private final KeptLinks kept;
    private final Cache<Sha256, LinkFacts> remembered;

    KnownFacts(DecryptConfig config, FactFinder finder, KeptLinks kept, Clock clock) {
        this.finder = finder;
        this.kept = kept;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(config.rememberedLinks())
                .expireAfterWrite(config.rememberFor())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * @param organisations who asks; what is kept on disk is found with their keys only
     * @throws io.traceconnector.chainscript.FormatException when it is no link, or one of an unknown version
     */
    LinkFacts of(Set<OrganisationId> organisations, LinkText text, OwnKeys now) {
        Optional<LinkFacts> known = Optional.ofNullable(remembered.getIfPresent(text.digest()));
        if (known.isPresent() && known.get().own().equals(now)) {
            return known.get();
        }
        Optional<LinkFacts> onDisk = known.isPresent() ? Optional.empty() : fromDisk(organisations, text, now);
        if (onDisk.isPresent() && text.isPassing()) {
            return onDisk.get();
        }
        LinkFacts facts = known.map(old -> finder.renew(old, text, now))
                .or(() -> onDisk)
                .orElseGet(() -> find(organisations, text, now));
        remembered.put(text.digest(), facts);
        return facts;
    }

    private Optional<LinkFacts> fromDisk(Set<OrganisationId> organisations, LinkText text, OwnKeys now) {
        return kept.find(now.of(organisations), text.digest(), now).flatMap(link -> {
            Optional<LinkFacts> facts =
                    link.facts().map(old -> old.own().equals(now) ? old : renew(link, old, text, now));
            text.found(link);
            return facts;
        });
    }

    private LinkFacts renew(KeptLink link, LinkFacts old, LinkText text, OwnKeys now) {
        LinkFacts facts = finder.renew(old, text, now);
        Sha256 block = link.symmetric().flatMap(_ -> facts.block(link.key())).orElse(Sha256.NONE);
        kept.keep(new KeptLink(link.key(), Optional.of(facts), link.symmetric()), text.digest(), block);
        return facts;
    }

    private LinkFacts find(Set<OrganisationId> organisations, LinkText text, OwnKeys now) {
        LinkFacts facts = finder.find(text, now);
        List<KeyId> asking = now.of(organisations);
        boolean opens = asking.stream().anyMatch(key -> facts.block(key).isPresent());
        // What opens is kept with its symmetric key, once that is there.
        if (!opens && !asking.isEmpty() && facts.isSound()) {
            kept.keep(
                    new KeptLink(asking.getFirst(), Optional.of(facts), Optional.empty()), text.digest(), Sha256.NONE);
        }
        return facts;
    }
}
