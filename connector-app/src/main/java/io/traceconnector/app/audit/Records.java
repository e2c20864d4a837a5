package io.traceconnector.app.audit;

import io.traceconnector.api.LinkHash;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes what lines say, in ASCII, without number and hash. Texts that come from outside are cut after {@value #LONGEST_TEXT} characters and lists
 * after {@value #MOST_LINKS} links or {@value #MOST_NAMES} other entries, so that no record is longer than 48 KiB. Safe for many threads.
 */
final class Records {

    /** Links in one record; more of them make more records. */
    static final int MOST_LINKS = 256;

    static final int LONGEST_TEXT = 256;
    static final int MOST_NAMES = 16;

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /**
     * Links whose data goes into an answer.
     *
     * @param unnamed how many there are besides, whose hashes are not known
     */
    record Shown(List<LinkHash> links, long unnamed) {}

    /**
     * How a request ended.
     *
     * @param written links that it wrote, and entries of the outbox that it made
     */
    record End(int status, String code, List<String> written) {}

    private final Clock clock;

    Records(Clock clock) {
        this.clock = clock;
    }

    /** @param before the last line of the file before */
    byte[] file(FileName name, Head before) {
        return body(RecordType.FILE, json -> {
            json.writeNumberProperty("file", name.number());
            json.writeStringProperty("previous", before.hash());
        });
    }

    byte[] pruned(FileName through) {
        return body(RecordType.PRUNED, json -> json.writeNumberProperty("through", through.number()));
    }

    byte[] cut(long bytes) {
        return body(RecordType.CUT, json -> json.writeNumberProperty("bytes", bytes));
    }

    byte[] head(SignedHead signed) {
        return body(RecordType.HEAD, json -> {
            json.writeNumberProperty("covers", signed.head().number());
            json.writeStringProperty("head", signed.head().hash());
            json.writeStringProperty("organisation", signed.organisation().value());
            json.writeStringProperty("key", signed.key());
            json.writeStringProperty("signature", signed.signature());
        });
    }

    byte[] request(long trail, Subject who, Deed what, List<String> rules, int status, String code, Shown links) {
        return body(RecordType.REQUEST, json -> {
            json.writeNumberProperty("trail", trail);
            subject(json, who);
            deed(json, what);
            json.writeStringProperty("decision", "allowed");
            names(json, "rules", rules);
            status(json, status);
            text(json, "code", code);
            links(json, links);
        });
    }

    byte[] shown(long trail, Subject who, Deed what, Shown links) {
        return body(RecordType.SHOWN, json -> {
            json.writeNumberProperty("trail", trail);
            who.id().ifPresent(id -> text(json, "caller", id));
            tenant(json, what);
            links(json, links);
        });
    }

    byte[] ended(long trail, Subject who, Deed what, End end) {
        return body(RecordType.ENDED, json -> {
            json.writeNumberProperty("trail", trail);
            who.id().ifPresent(id -> text(json, "caller", id));
            tenant(json, what);
            status(json, end.status());
            text(json, "code", end.code());
            list(json, "written", end.written());
        });
    }

    byte[] refused(Subject who, Deed what, Ruling.Refused refused) {
        return body(RecordType.REFUSED, json -> {
            subject(json, who);
            deed(json, what);
            json.writeStringProperty("decision", "refused");
            names(json, "rules", refused.rules());
            status(json, refused.status());
            text(json, "code", refused.code());
        });
    }

    byte[] refusals(long count) {
        return body(RecordType.REFUSALS, json -> json.writeNumberProperty("count", count));
    }

    byte[] event(Subject who, Deed what, String outcome) {
        return body(RecordType.EVENT, json -> {
            subject(json, who);
            deed(json, what);
            text(json, "outcome", outcome);
        });
    }

    private byte[] body(RecordType type, Consumer<JsonGenerator> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("type", type.text());
            json.writeStringProperty("at", clock.instant().toString());
            members.accept(json);
            json.writeEndObject();
        }
        byte[] object = out.toByteArray();
        return Arrays.copyOfRange(object, 1, object.length - 1);
    }

    private static void subject(JsonGenerator json, Subject who) {
        who.id().ifPresent(id -> text(json, "caller", id));
        who.onBehalfOf().ifPresent(other -> text(json, "onBehalfOf", other));
        text(json, "credential", who.credential());
        text(json, "address", who.address());
    }

    private static void deed(JsonGenerator json, Deed what) {
        text(json, "request", what.requestId());
        what.session().ifPresent(id -> text(json, "session_id", id));
        tenant(json, what);
        text(json, "method", what.method());
        text(json, "route", what.route());
        text(json, "action", what.action());
        if (!what.objects().isEmpty()) {
            json.writeObjectPropertyStart("objects");
            Map<String, String> sorted = new TreeMap<>(what.objects());
            sorted.entrySet().stream().limit(MOST_NAMES).forEach(each -> text(json, each.getKey(), each.getValue()));
            json.writeEndObject();
        }
    }

    private static void tenant(JsonGenerator json, Deed what) {
        what.tenant().ifPresent(tenant -> json.writeStringProperty("tenant", tenant.value()));
    }

    private static void status(JsonGenerator json, int status) {
        if (status > 0) {
            json.writeNumberProperty("status", status);
        }
    }

    private static void links(JsonGenerator json, Shown shown) {
        if (!shown.links().isEmpty()) {
            json.writeArrayPropertyStart("links");
            shown.links().forEach(link -> json.writeString(link.hex()));
            json.writeEndArray();
        }
        if (shown.unnamed() > 0) {
            json.writeNumberProperty("unnamedLinks", shown.unnamed());
        }
    }

    private static void names(JsonGenerator json, String member, List<String> names) {
        list(json, member, names.stream().limit(MOST_NAMES).toList());
    }

    private static void list(JsonGenerator json, String member, List<String> texts) {
        if (!texts.isEmpty()) {
            json.writeArrayPropertyStart(member);
            texts.forEach(text -> json.writeString(cut(text)));
            json.writeEndArray();
        }
    }

    private static void text(JsonGenerator json, String member, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(member, cut(value));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }
}
