package io.traceconnector.chainscript;

import java.util.List;

/**
 * What a link says about its place. Absent texts, bytes, lists and numbers are empty or 0.
 *
 * @param prevLinkHash the parent's hash, empty for a trace's first link
 * @param priority in Trace 1 for the first link, then the parent's plus 1; never negative in a valid link
 * @param outDegree how many children are allowed, -1 for any number; 1 in Trace
 * @param mapId in Trace the trace's id
 * @param action in Trace the action's key
 * @param data UTF-8 JSON: form and group ids, and for an encrypted link its recipients
 */
public record LinkMeta(
        String clientId,
        Bytes prevLinkHash,
        double priority,
        List<LinkReference> refs,
        int outDegree,
        LinkProcess process,
        String mapId,
        String action,
        String step,
        List<String> tags,
        Bytes data,
        ExplicitZeros explicitZeros) {
    public static final LinkMeta EMPTY = new Builder().build();

    public LinkMeta {
        refs = List.copyOf(refs);
        tags = List.copyOf(tags);
    }

    public boolean hasProcess() {
        return explicitZeros.has("process") || !process.equals(LinkProcess.EMPTY);
    }

    /** Whether the priority is other than 0; -0.0 is. */
    boolean hasPriority() {
        return Double.doubleToRawLongBits(priority) != 0;
    }

    /** A builder that starts with this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.clientId = clientId;
        builder.prevLinkHash = prevLinkHash;
        builder.priority = priority;
        builder.refs = refs;
        builder.outDegree = outDegree;
        builder.process = process;
        builder.mapId = mapId;
        builder.action = action;
        builder.step = step;
        builder.tags = tags;
        builder.data = data;
        builder.explicitZeros = explicitZeros;
        return builder;
    }

    /** Fields not set are absent. For one thread. */
    public static final class Builder {
        private String clientId = "";
        private Bytes prevLinkHash = Bytes.EMPTY;
        private double priority;
        private List<LinkReference> refs = List.of();
        private int outDegree;
        private LinkProcess process = LinkProcess.EMPTY;
        private String mapId = "";
        private String action = "";
        private String step = "";
        private List<String> tags = List.of();
        private Bytes data = Bytes.EMPTY;
        private ExplicitZeros explicitZeros = ExplicitZeros.NONE;

        public Builder clientId(String clientId) {
            this.clientId = clientId;
            return this;
        }

        public Builder prevLinkHash(Bytes prevLinkHash) {
            this.prevLinkHash = prevLinkHash;
            return this;
        }

        public Builder priority(double priority) {
            this.priority = priority;
            return this;
        }

        public Builder refs(List<LinkReference> refs) {
            this.refs = refs;
            return this;
        }

        public Builder outDegree(int outDegree) {
            this.outDegree = outDegree;
            return this;
        }

        public Builder process(LinkProcess process) {
            this.process = process;
            return this;
        }

        public Builder mapId(String mapId) {
            this.mapId = mapId;
            return this;
        }

        public Builder action(String action) {
            this.action = action;
            return this;
        }

        public Builder step(String step) {
            this.step = step;
            return this;
        }

        public Builder tags(List<String> tags) {
            this.tags = tags;
            return this;
        }

        public Builder data(Bytes data) {
            this.data = data;
            return this;
        }

        public Builder explicitZeros(ExplicitZeros explicitZeros) {
            this.explicitZeros = explicitZeros;
            return this;
        }

        public LinkMeta build() {
            return new LinkMeta(
                    clientId,
                    prevLinkHash,
                    priority,
                    refs,
                    outDegree,
                    process,
                    mapId,
                    action,
                    step,
                    tags,
                    data,
                    explicitZeros);
        }
    }
}
