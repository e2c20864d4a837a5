package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells everything that is wrong with a link or segment, in a fixed order. For any number of threads. */
public final class LinkValidation {
    private final LinkSignatures signatures;

    public LinkValidation(LinkSignatures signatures) {
        this.signatures = signatures;
    }

    /** Checks the signatures too. */
    public List<LinkProblem> of(Link link) {
        return of(link, signatures.verify(link));
    }

    /**
     * The same with signatures that were checked already.
     *
     * @return in this order: version missing, meta or process missing, map id missing, version unknown, client unknown, each
     *     incomplete reference, each invalid signature
     */
    public List<LinkProblem> of(Link link, List<SignatureCheck> checks) {
        List<LinkProblem> problems = new ArrayList<>();
        LinkMeta meta = link.meta();
        if (link.version().isEmpty()) {
            problems.add(new LinkProblem("version-missing", "the link's version is missing"));
        }
        if (!link.hasMeta()) {
            problems.add(new LinkProblem("meta-missing", "the link's meta is missing"));
        } else if (meta.process().name().isEmpty()) {
            problems.add(new LinkProblem("process-missing", "the link's process is missing"));
        }
        if (meta.mapId().isEmpty()) {
            problems.add(new LinkProblem("map-id-missing", "the link's map id is missing"));
        }
        if (!link.version().isEmpty() && !link.version().equals(Link.VERSION)) {
            problems.add(new LinkProblem("version-unknown", "the link's version is unknown"));
        }
        if (!ClientIds.isKnown(meta.clientId())) {
            problems.add(new LinkProblem("client-unknown", "the link's client id is missing or unknown"));
        }
        references(meta.refs(), problems);
        for (int i = 0; i < checks.size(); i++) {
            int index = i;
            checks.get(i)
                    .error()
                    .ifPresent(code -> problems.add(new LinkProblem(code, "signature " + index + " is not valid")));
        }
        return problems;
    }

    /**
     * The segment's own problems first: link missing, hash missing, hash mismatch. Then the link's, then those of evidences:
     * incomplete, or a second one of the same backend and provider.
     */
    public List<LinkProblem> of(Segment segment) {
        List<LinkProblem> problems = new ArrayList<>();
        if (segment.link().isEmpty()) {
            problems.add(new LinkProblem("link-missing", "the segment's link is missing"));
        }
        if (segment.linkHash().isEmpty()) {
            problems.add(new LinkProblem("link-hash-missing", "the segment's link hash is missing"));
        }
        segment.link().ifPresent(link -> {
            if (!segment.linkHash().isEmpty() && !hashMatches(link, segment.linkHash())) {
                problems.add(new LinkProblem("link-hash-mismatch", "the link's hash is not the one stated"));
            }
            problems.addAll(of(link));
        });
        evidences(segment.evidences(), problems);
        return problems;
    }

    private static boolean hashMatches(Link link, Bytes stated) {
        return stated.size() == LinkHash.SIZE
                && link.version().equals(Link.VERSION)
                && LinkHashing.matches(link, new LinkHash(stated));
    }

    private static void references(List<LinkReference> references, List<LinkProblem> problems) {
        for (int i = 0; i < references.size(); i++) {
            if (references.get(i).process().isEmpty()) {
                problems.add(
                        new LinkProblem("reference-process-missing", "the process of reference " + i + " is missing"));
            }
            if (references.get(i).linkHash().isEmpty()) {
                problems.add(
                        new LinkProblem("reference-hash-missing", "the link hash of reference " + i + " is missing"));
            }
        }
    }

    private static void evidences(List<Evidence> evidences, List<LinkProblem> problems) {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < evidences.size(); i++) {
            Evidence evidence = evidences.get(i);
            if (!evidence.isComplete()) {
                problems.add(new LinkProblem("evidence-incomplete", "evidence " + i + " is incomplete"));
            }
            if (!seen.add(List.of(evidence.backend(), evidence.provider()))) {
                problems.add(new LinkProblem("evidence-duplicate", "evidence " + i + " repeats backend and provider"));
            }
        }
    }
}
