package io.traceconnector.app.outbox;

import io.traceconnector.app.journal.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where in the journal open entries have their request and their last form. For one thread at a time. */
final class Holdings {

    private final Map<UUID, Place> requests = new HashMap<>();
    private final Map<UUID, Place> forms = new HashMap<>();

    void requested(UUID entry, Place place) {
        requests.put(entry, place);
    }

    /** @return bytes of the form before, which nobody needs any more */
    long formed(UUID entry, Place place) {
        return length(forms.put(entry, place));
    }

    /** @return bytes that nobody needs any more */
    long ended(UUID entry) {
        return length(requests.remove(entry)) + length(forms.remove(entry));
    }

    Optional<Place> request(UUID entry) {
        return Optional.ofNullable(requests.get(entry));
    }

    Optional<Place> form(UUID entry) {
        return Optional.ofNullable(forms.get(entry));
    }

    private static long length(@Nullable Place place) {
        return place == null ? 0 : place.length();
    }
}
