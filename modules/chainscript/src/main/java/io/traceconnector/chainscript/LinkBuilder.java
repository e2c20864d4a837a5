package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Drafts a link that other clients accept. For one thread; every setter refuses what a valid link cannot have. */
public final class LinkBuilder {
    private final LinkMeta.Builder meta = new LinkMeta.Builder();
    private final List<LinkReference> refs = new ArrayList<>();
    private final String processName;
    private String state = "";
    private Bytes data = Bytes.EMPTY;

    /**
     * A draft with any number of children allowed and no parent.
     *
     * @param processName the workflow's id
     * @param mapId the trace's id
     */
    public LinkBuilder(String processName, String mapId) {
        require(!processName.isEmpty(), "a process name");
        require(!mapId.isEmpty(), "a map id");
        this.processName = processName;
        meta.clientId(ClientIds.OURS).outDegree(-1).mapId(mapId);
    }

    /** A draft of the link that follows another one in its trace. */
    public static LinkBuilder childOf(Link parent, LinkHash parentHash) {
        LinkMeta meta = parent.meta();
        return new LinkBuilder(meta.process().name(), meta.mapId())
                .parent(parentHash)
                .priority(meta.priority() + 1);
    }

    public LinkBuilder parent(LinkHash hash) {
        meta.prevLinkHash(hash.bytes());
        return this;
    }

    public LinkBuilder priority(double priority) {
        require(priority >= 0 && Double.isFinite(priority), "a priority of 0 or more");
        meta.priority(priority);
        return this;
    }

    /** How many children are allowed, -1 for any number. */
    public LinkBuilder degree(int outDegree) {
        meta.outDegree(outDegree);
        return this;
    }

    public LinkBuilder state(String state) {
        this.state = state;
        return this;
    }

    public LinkBuilder action(String action) {
        meta.action(action);
        return this;
    }

    public LinkBuilder step(String step) {
        meta.step(step);
        return this;
    }

    /** Empty tags are left out. */
    public LinkBuilder tags(List<String> tags) {
        meta.tags(tags.stream().filter(tag -> !tag.isEmpty()).toList());
        return this;
    }

    /** A second reference to the same link is left out. */
    public LinkBuilder reference(LinkHash hash, String process) {
        require(!process.isEmpty(), "a process for each reference");
        if (refs.stream().noneMatch(ref -> ref.linkHash().equals(hash.bytes()))) {
            refs.add(new LinkReference(hash.bytes(), process));
        }
        return this;
    }

    /** Data in clear; leave it out for a link that is sealed afterwards. */
    public LinkBuilder data(JsonNode data) {
        this.data = Bytes.takeOwnershipOf(CanonicalJson.write(data));
        return this;
    }

    public LinkBuilder metadata(JsonNode metadata) {
        meta.data(Bytes.takeOwnershipOf(CanonicalJson.write(metadata)));
        return this;
    }

    public Link build() {
        meta.process(new LinkProcess(processName, state)).refs(refs);
        return new Link(Link.VERSION, data, meta.build(), List.of());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a link needs " + what);
        }
    }
}
