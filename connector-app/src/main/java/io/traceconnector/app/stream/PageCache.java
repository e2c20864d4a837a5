package io.traceconnector.app.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pages that were used last. At its bound the least lately used are dropped; a page larger than the bound is not kept. */
final class PageCache {

    private final long bound;
    private final Map<PageKey, SharedPage> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    PageCache(long bound) {
        this.bound = bound;
    }

    synchronized Optional<SharedPage> get(PageKey key) {
        return Optional.ofNullable(pages.get(key));
    }

    synchronized void put(PageKey key, SharedPage page) {
        SharedPage old = pages.put(key, page);
        weight += page.weight() - (old == null ? 0 : old.weight());
        Iterator<SharedPage> eldest = pages.values().iterator();
        while (weight > bound && eldest.hasNext()) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
