package io.traceconnector.chainscript;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Names the part of a link that a signature covers: a JMESPath over the link's JSON, without literals and functions, of at most 1,024
 * characters. What it selects is bound to a million values, where 64 characters of text count as one.
 */
public final class PayloadPath {
    public static final PayloadPath DEFAULT = new PayloadPath("[version,data,meta]", Optional.empty());

    private static final int MAX_LENGTH = 1024;

    private final String text;
    private final Optional<Jmes> expression;

    private PayloadPath(String text, Optional<Jmes> expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Empty text is the default path.
     *
     * @throws FormatException with code {@code payload-path}
     */
    public static PayloadPath parse(String text) {
        if (text.isEmpty() || text.equals(DEFAULT.text)) {
            return DEFAULT;
        }
        if (text.length() > MAX_LENGTH) {
            throw new FormatException("payload-path", "a payload path longer than " + MAX_LENGTH + " characters");
        }
        return new PayloadPath(text, Optional.of(JmesParser.parse(text)));
    }

    public Coverage covers() {
        return expression.isEmpty() ? Coverage.ALL : Coverage.PART;
    }

    /**
     * The canonical JSON of what this selects, absent values being null: what the link's signatures are over.
     *
     * @throws FormatException with code {@code payload-path} if it is beyond the bounds
     */
    public byte[] payload(Link link) {
        return payload(link, PayloadView.AS_RECEIVED);
    }

    byte[] payload(Link link, PayloadView view) {
        if (expression.isEmpty()) {
            return LinkPayload.write(link, view);
        }
        LinkTree tree = LinkTree.of(link, view);
        JsonNode selected = new JmesEvaluation(tree::absent).of(expression.get(), tree.root());
        return CanonicalJson.write(selected);
    }

    @Override
    public String toString() {
        return text;
    }
}
