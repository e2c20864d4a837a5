package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The recipients in an encrypted link's metadata. Names are read whatever their case, as Go clients write them. */
public final class Recipients {
    /** A link with more is refused. */
    public static final int MAX = 1_000;

    private Recipients() {}

    /**
     * Reads {@code {"recipients":[…],…}} without a tree.
     *
     * @return empty if there is no such member, or the metadata is no object
     * @throws FormatException with code {@code json-malformed}, {@code recipients-malformed} or {@code recipients-count}
     */
    public static List<Recipient> read(byte[] metadata) {
        return Json.reading(() -> {
            try (JsonParser in = Json.FACTORY.createParser(ObjectReadContext.empty(), metadata)) {
                return in.nextToken() == JsonToken.START_OBJECT ? member(in) : List.of();
            }
        });
    }

    /** Reads the list that the parser stands on ({@code START_ARRAY}) and leaves it on its end. */
    public static List<Recipient> readList(JsonParser in) {
        return Json.reading(() -> list(in));
    }

    private static List<Recipient> member(JsonParser in) {
        List<Recipient> recipients = List.of();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = in.currentName().equalsIgnoreCase("recipients");
            JsonToken value = in.nextToken();
            if (found && value != JsonToken.VALUE_NULL) {
                recipients = list(in);
            } else {
                in.skipChildren();
            }
        }
        return recipients;
    }

    private static List<Recipient> list(JsonParser in) {
        require(in.currentToken() == JsonToken.START_ARRAY);
        List<Recipient> recipients = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (recipients.size() == MAX) {
                throw new FormatException("recipients-count", "more than " + MAX + " recipients");
            }
            recipients.add(recipient(in));
        }
        return recipients;
    }

    private static Recipient recipient(JsonParser in) {
        require(in.currentToken() == JsonToken.START_OBJECT);
        String keyId = "";
        String publicKey = "";
        Bytes wrappedKey = Bytes.EMPTY;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName().toLowerCase(Locale.ROOT);
            in.nextToken();
            switch (name) {
                case "pubkeyid" -> keyId = text(in).orElse("");
                case "pubkey" -> publicKey = text(in).orElse("");
                case "symmetrickey" ->
                    wrappedKey = text(in).map(Recipients::base64).orElse(Bytes.EMPTY);
                default -> in.skipChildren();
            }
        }
        return new Recipient(keyId, publicKey, wrappedKey);
    }

    private static Optional<String> text(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            return Optional.of(in.getString());
        }
        in.skipChildren();
        return Optional.empty();
    }

    private static Bytes base64(String text) {
        try {
            return Bytes.ofBase64(text);
        } catch (FormatException e) {
            return Bytes.EMPTY;
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new FormatException("recipients-malformed", "recipients that are not a list of objects");
        }
    }
}
