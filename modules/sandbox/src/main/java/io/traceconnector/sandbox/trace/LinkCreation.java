package io.traceconnector.sandbox.trace;

import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.KeyFingerprint;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkProblem;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.LinkValidation;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.store.Appended;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.NewLink;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.Organisation;
import io.traceconnector.sandbox.world.Workflow;
import io.traceconnector.sandbox.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Takes links that clients made: checks each as Trace does, and stores it, whole or not at all. For any number of threads. */
final class LinkCreation {

    private final World world;
    private final LinkStore links;
    private final LinkValidation validation;
    private final InstantSource clock;
    private final Organisation ours;
    private final Set<KeyFingerprint> ourKeys = new HashSet<>();

    LinkCreation(World world, LinkStore links, Organisation ours, Crypto crypto, InstantSource clock) {
        this.world = world;
        this.links = links;
        this.validation = new LinkValidation(new LinkSignatures(crypto.signatures()));
        this.clock = clock;
        this.ours = ours;
        world.organisation(ours)
                .encryption()
                .forEach(key -> ourKeys.add(key.publicKey().fingerprint()));
    }

    /**
     * Stores a link; it is on the disk when this returns.
     *
     * @param form what travels beside the link (second generation)
     * @throws ApiException 400 with the reason why not
     */
    LinkEntry create(Account author, JsonNode link, Optional<JsonNode> form) throws IOException {
        Link parsed = parse(link);
        Workflow workflow = workflow(author, parsed);
        Placement placement = Placement.of(parsed, workflow);
        placement.requireAllowed(author, parent(parsed));
        requireForm(parsed, form);
        Appended appended = links.append(
                new NewLink(
                        LinkHashing.of(parsed).bytes().toByteArray(),
                        parentHash(parsed),
                        placement.trace(),
                        workflow.id(),
                        placement.group().id(),
                        placement.input(),
                        placement.state(),
                        isForUs(workflow, parsed),
                        LinkStore.references(parsed),
                        bytes(link),
                        form.map(LinkCreation::bytes),
                        clock.millis()),
                true);
        return switch (appended) {
            case Appended.Stored(LinkEntry entry) -> entry;
            case Appended.Known() -> throw ApiException.badRequest("the link exists already");
            case Appended.TraceExists() -> throw ApiException.badRequest("the trace has a first link already");
            case Appended.NotOnHead() ->
                throw ApiException.badRequest("prevLinkHash is not the hash of the trace's head");
        };
    }

    private Link parse(JsonNode json) {
        Link link;
        try {
            link = LinkJson.read(json);
        } catch (FormatException e) {
            throw ApiException.badRequest("the link is malformed: " + e.code());
        }
        List<LinkProblem> problems = validation.of(link);
        if (!problems.isEmpty()) {
            throw ApiException.badRequest(
                    problems.stream().map(LinkProblem::message).collect(Collectors.joining("; ")));
        }
        if (link.signatures().isEmpty()) {
            throw ApiException.badRequest("the link is not signed");
        }
        return link;
    }

    private Workflow workflow(Account author, Link link) {
        String name = link.meta().process().name();
        return world.workflowsOf(author).stream()
                .filter(workflow -> Long.toString(workflow.id()).equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.badRequest("workflow " + name + " not found"));
    }

    private static Optional<byte[]> parentHash(Link link) {
        return Optional.of(link.meta().prevLinkHash())
                .filter(hash -> !hash.isEmpty())
                .map(hash -> hash.toByteArray());
    }

    private Optional<LinkEntry> parent(Link link) throws IOException {
        Optional<byte[]> hash = parentHash(link);
        return hash.isPresent() ? links.find(hash.get()) : Optional.empty();
    }

    private static void requireForm(Link link, Optional<JsonNode> form) {
        if (form.isEmpty()) {
            return;
        }
        if (!(LinkData.of(link) instanceof LinkData.Hashed hashed)) {
            throw ApiException.badRequest("data was given, but the link has no hash of it");
        }
        if (!hashed.matches(bytes(form.get()))) {
            throw ApiException.badRequest("data does not have the hash that the link states");
        }
    }

    private boolean isForUs(Workflow workflow, Link link) {
        return workflow.includes(ours)
                && switch (LinkData.of(link)) {
                    case LinkData.None _, LinkData.Plain _, LinkData.Hashed _ -> true;
                    case LinkData.Unreadable _ -> false;
                    case LinkData.Encrypted encrypted ->
                        encrypted.recipients().stream()
                                .anyMatch(recipient -> recipient
                                        .fingerprint()
                                        .map(ourKeys::contains)
                                        .orElse(false));
                };
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
