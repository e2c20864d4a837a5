package io.traceconnector.app.seal;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.decrypt.GraphqlLinkInput;
import io.traceconnector.app.decrypt.LinkOpener;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Coverage;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.KeyFingerprint;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.Recipient;
import io.traceconnector.chainscript.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Judges links that callers create through GraphQL, and says what goes to Trace instead. A link that is signed goes as it is, if it is encrypted for
 * the workflow's recipients, or holds the hash of a form that may go in clear; a plain one is sealed and signed for callers who may have the
 * organisation sign. Everything else is refused. A signature is never replaced. Safe for many threads.
 */
public final class RelayedLinks {

    private final DraftSealing sealing;
    private final Validation validation;
    private final LinkSignatures signatures;
    private final LinkOpener opener;

    /** @param opener proves that what looks encrypted is */
    public RelayedLinks(DraftSealing sealing, Validation validation, MessageSignatures signatures, LinkOpener opener) {
        this.sealing = sealing;
        this.validation = validation;
        this.opener = opener;
        this.signatures = new LinkSignatures(signatures);
    }

    /**
     * What goes to Trace for an input.
     *
     * @param organisation in whose name
     * @param maySign whether the caller may have the organisation sign
     * @throws ProblemException 403 {@code plaintext_refused} and others; nothing of the input may go to Trace then
     */
    public ObjectNode judge(OrganisationId organisation, GraphqlLinkInput input, boolean maySign) {
        Link link = read(input.link());
        WorkflowId workflow = new WorkflowId(link.meta().process().name());
        boolean clear = sealing.isClear(workflow);
        ObjectNode upstream = clear ? input.others().deepCopy() : NotificationInput.checked(input.others());
        if (link.signatures().isEmpty()) {
            seal(organisation, workflow, link, input.data(), maySign, upstream);
        } else {
            checkSigned(organisation, workflow, link, input.data(), clear);
            // Written anew: what is no part of a link does not go along.
            upstream.putRawValue("link", raw(LinkJson.write(link)));
            if (!input.data().isNull()) {
                upstream.set("data", input.data());
            }
        }
        return upstream;
    }

    private void checkSigned(
            OrganisationId organisation, WorkflowId workflow, Link link, JsonNode form, boolean clear) {
        List<SignatureCheck> checks = signatures.verify(link);
        if (!checks.stream().allMatch(SignatureCheck::valid)
                || checks.stream().noneMatch(check -> check.covers() == Coverage.ALL)) {
            throw new ProblemException(
                    403,
                    "link_not_signed",
                    "A signed link is passed on only if every signature is valid and one covers all of it.");
        }
        if (!clear) {
            LinkShape.check(link);
        }
        boolean passes = switch (LinkData.of(link)) {
            case LinkData.None _ -> form.isNull();
            case LinkData.Hashed hashed -> clear && hashed.matches(bytes(form));
            case LinkData.Encrypted encrypted ->
                form.isNull()
                        && isForRecipients(organisation, workflow, encrypted.recipients())
                        && opens(organisation, link);
            case LinkData.Plain _, LinkData.Unreadable _ -> false;
        };
        if (!passes) {
            throw refused();
        }
    }

    private boolean isForRecipients(OrganisationId organisation, WorkflowId workflow, List<Recipient> stated) {
        Set<Optional<KeyFingerprint>> theirs =
                stated.stream().map(Recipient::fingerprint).collect(Collectors.toSet());
        Set<Optional<KeyFingerprint>> wanted = sealing.recipients(organisation, workflow).stream()
                .map(Optional::of)
                .collect(Collectors.toSet());
        return theirs.equals(wanted);
    }

    /** We are among the recipients: form data that merely looks like a ciphertext does not open. */
    private boolean opens(OrganisationId organisation, Link link) {
        LinkOpener.Result result =
                opener.open(Set.of(organisation), LinkJson.write(link), Optional.empty(), Optional.empty());
        return switch (result.payload()) {
            case Payload.Opened _ -> true;
            case Payload.Closed(Payload.Reason reason)
            when reason == Payload.Reason.UNAVAILABLE ->
                throw new KeyUnavailableException("the key that opens the link is away");
            case Payload.Closed _, Payload.NotForUs _, Payload.Plain _ -> false;
        };
    }

    private void seal(
            OrganisationId organisation,
            WorkflowId workflow,
            Link draft,
            JsonNode beside,
            boolean maySign,
            ObjectNode upstream) {
        Optional<byte[]> form = form(draft, beside);
        if (!maySign) {
            throw new ProblemException(
                    403,
                    "signing_not_granted",
                    "The caller may not have the organisation sign; sign the link yourself.");
        }
        LinkShape.checkDraft(draft);
        Json data =
                form.map(Json::of).orElseGet(() -> Json.of(JsonMapper.shared().nullNode()));
        validation.check(
                new LinkValidator.Draft(workflow, trace(draft), draft.meta().action(), data));
        Link bare = new Link(draft.version(), Bytes.EMPTY, draft.meta(), List.of(), draft.explicitZeros());
        SealedLink sealed =
                form.isPresent() ? sealing.seal(organisation, bare, form.get()) : sealing.sign(organisation, bare);
        upstream.putRawValue("link", raw(sealed.raw()));
        sealed.form().ifPresent(text -> upstream.putRawValue("data", raw(text)));
    }

    /** The form data of an unsigned link: its own, or beside it, never two. */
    private static Optional<byte[]> form(Link draft, JsonNode beside) {
        return switch (LinkData.of(draft)) {
            case LinkData.None _ -> beside.isNull() ? Optional.empty() : Optional.of(bytes(beside));
            case LinkData.Hashed hashed when hashed.matches(bytes(beside)) -> Optional.of(bytes(beside));
            case LinkData.Plain(Bytes data) when beside.isNull() -> Optional.of(data.toByteArray());
            default -> throw refused();
        };
    }

    private static Link read(JsonNode json) {
        if (!json.isObject()) {
            throw malformed("is not an object");
        }
        try {
            Link link = LinkJson.read(json);
            if (link.meta().process().name().isBlank() || link.meta().mapId().isBlank()) {
                throw malformed("has no process name or no map id");
            }
            return link;
        } catch (FormatException e) {
            throw malformed("cannot be read (" + e.code() + ")");
        }
    }

    private static TraceId trace(Link link) {
        try {
            return new TraceId(link.meta().mapId());
        } catch (IllegalArgumentException e) {
            throw malformed("has a map id that is no id");
        }
    }

    private static ProblemException malformed(String what) {
        return new ProblemException(400, "link_malformed", "A link to be created " + what + ".");
    }

    private static ProblemException refused() {
        return new ProblemException(
                403,
                "plaintext_refused",
                "The link is neither plain and unsigned, nor encrypted for the workflow's recipients, nor the hash of a form that may go in clear.");
    }

    private static byte[] bytes(JsonNode json) {
        return JsonMapper.shared().writeValueAsBytes(json);
    }

    private static RawValue raw(byte[] json) {
        return new RawValue(new String(json, StandardCharsets.UTF_8));
    }
}
