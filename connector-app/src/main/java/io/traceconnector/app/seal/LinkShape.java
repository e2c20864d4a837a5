package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkSignature;
import io.traceconnector.chainscript.Recipient;
import io.traceconnector.chainscript.Recipients;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in clear in a link of an encrypted workflow must be what the protocol has there: ids, times and keys (trace-protocol sections 1.6, 3 and
 * 5.5). So nothing else of a form gets into metadata, or around a key.
 */
final class LinkShape {

    private static final String RECIPIENTS = "recipients";
    private static final String INPUTS = "inputs";
    private static final int LONGEST_ID = 128;
    private static final int MOST_INPUTS = 100;

    private static final Set<String> IDS = Set.of(
            "configId", "groupId", "ownerId", "createdById", "createdByAccountId", "createdAt", "formId", "lastFormId");
    private static final Set<String> OF_RECIPIENT = Set.of("pubKeyId", "pubKey", "symmetricKey");

    private static final Pattern PEM = Pattern.compile(
            "\\s*-----BEGIN [A-Z0-9 ]{1,40}-----[A-Za-z0-9+/=\\s]{1,4000}-----END [A-Z0-9 ]{1,40}-----\\s*");
    private static final Pattern KEY_ID = Pattern.compile("[0-9A-Za-z_-]{0,64}");

    private LinkShape() {}

    /** @throws ProblemException 403 {@code plaintext_refused} */
    static void check(Link signed) {
        ObjectNode metadata = metadata(signed.meta().data());
        for (Map.Entry<String, JsonNode> member : metadata.properties()) {
            require(
                    member.getKey().equals(RECIPIENTS)
                            ? areRecipients(member.getValue())
                            : isId(member.getKey(), member.getValue()),
                    "metadata");
        }
        for (LinkSignature signature : signed.signatures()) {
            require(
                    signature.type().isEmpty() && isPem(signature.publicKey()) && isPem(signature.signature()),
                    "a signature");
        }
    }

    /** Like {@link #check}, of a link that is sealed afterwards. */
    static void checkDraft(Link draft) {
        for (Map.Entry<String, JsonNode> member : metadata(draft.meta().data()).properties()) {
            require(isId(member.getKey(), member.getValue()), "metadata");
        }
    }

    private static ObjectNode metadata(Bytes data) {
        if (data.isEmpty()) {
            return JsonMapper.shared().createObjectNode();
        }
        byte[] text = data.toByteArray();
        try {
            // In canonical form no member stands twice, of which readers would see the last only.
            require(Bytes.takeOwnershipOf(CanonicalJson.canonicalize(text)).equals(data), "metadata");
        } catch (FormatException e) {
            throw refused("metadata");
        }
        if (JsonMapper.shared().readTree(text) instanceof ObjectNode object) {
            return object;
        }
        throw refused("metadata");
    }

    private static boolean isId(String name, JsonNode value) {
        if (name.equals(INPUTS)) {
            return value.isNull()
                    || (value.isArray()
                            && value.size() <= MOST_INPUTS
                            && value.values().stream().allMatch(LinkShape::isShort));
        }
        return IDS.contains(name) && isShort(value);
    }

    private static boolean isShort(JsonNode value) {
        return value.isNull()
                || (value.isString() && value.stringValue().length() <= LONGEST_ID)
                || value.isIntegralNumber();
    }

    private static boolean areRecipients(JsonNode list) {
        if (!list.isArray()
                || !list.values().stream()
                        .allMatch(one -> one.isObject() && OF_RECIPIENT.containsAll(one.propertyNames()))) {
            return false;
        }
        try {
            return Recipients.read(JsonMapper.shared()
                            .writeValueAsBytes(
                                    JsonMapper.shared().createObjectNode().set(RECIPIENTS, list)))
                    .stream()
                    .allMatch(LinkShape::isRecipient);
        } catch (FormatException e) {
            return false;
        }
    }

    private static boolean isRecipient(Recipient recipient) {
        return KEY_ID.matcher(recipient.keyId()).matches()
                && PEM.matcher(recipient.publicKey()).matches()
                && !recipient.wrappedKey().isEmpty();
    }

    private static boolean isPem(Bytes text) {
        return PEM.matcher(text.utf8()).matches();
    }

    private static void require(boolean holds, String where) {
        if (!holds) {
            throw refused(where);
        }
    }

    private static ProblemException refused(String where) {
        return new ProblemException(
                403,
                "plaintext_refused",
                "A link of an encrypted workflow has more in " + where + " than the protocol's ids, times and keys.");
    }
}
