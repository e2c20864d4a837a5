package io.traceconnector.app.callers.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.callers.network.AddressRanges;
import java.net.InetAddress;
import java.util.List;

/** Ranges of addresses from where somebody may be used: read once, asked with each request. */
public final class Networks {

    private final List<String> texts;
    private final AddressRanges ranges;

    /** @throws IllegalArgumentException where one of them is none, see {@link AddressRange} */
    @JsonCreator
    public Networks(List<String> texts) {
        this.texts = List.copyOf(texts);
        this.ranges =
                new AddressRanges(this.texts.stream().map(AddressRange::new).toList());
    }

    /** As they were given. */
    @JsonValue
    public List<String> texts() {
        return texts;
    }

    boolean contains(InetAddress source) {
        return ranges.contains(source);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Networks same && texts.equals(same.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return texts.toString();
    }
}
