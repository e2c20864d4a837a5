package io.traceconnector.search.index;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Verification;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes Lucene documents of links. Used by one thread at a time. */
public final class LinkDocuments {

    /** Exact texts are compared, sorted and counted by this many characters; what differs only beyond them is the same. */
    public static final int KEYWORD_LENGTH = 256;

    private final FieldRegistry registry;

    LinkDocuments(FieldRegistry registry) {
        this.registry = registry;
    }

    Document document(IndexedLink indexed) {
        Document document = new Document();
        place(indexed, document);
        TypedFields fields = new TypedFields(document);
        Segment link = indexed.link();
        link(link, fields);
        metadata(link.metadata().tree(), fields);
        verification(link.verification(), fields);
        if (!DataLeaves.walk(indexed.data().utf8(), new DataFields(document, registry))) {
            // Found by what came before, where nobody has to know what came after.
            document.add(new StringField(FieldNames.UNREADABLE, "1", Field.Store.NO));
        }
        return document;
    }

    /** The exact text as it is compared; cut between characters, never inside one, and never to less than the length. */
    public static String keyword(String text) {
        if (text.length() <= KEYWORD_LENGTH) {
            return text;
        }
        boolean inside = Character.isHighSurrogate(text.charAt(KEYWORD_LENGTH - 1));
        return text.substring(0, inside ? KEYWORD_LENGTH + 1 : KEYWORD_LENGTH);
    }

    private static void place(IndexedLink indexed, Document document) {
        String workflow = indexed.link().feed().workflow().value();
        document.add(new StringField(FieldNames.KEY, indexed.key(), Field.Store.NO));
        document.add(new LongField(FieldNames.SEQUENCE, indexed.sequence(), Field.Store.YES));
        document.add(new SortedDocValuesField(
                FieldNames.TRACE, new BytesRef(workflow + "\n" + indexed.link().trace())));
        for (Map.Entry<String, Place> place : indexed.places().entrySet()) {
            String owner = FieldNames.owner(place.getValue().tenant(), place.getKey());
            document.add(new KeywordField(FieldNames.OWNER, owner, Field.Store.NO));
            String cursor = place.getValue().cursor();
            if (!cursor.isEmpty()) {
                String term = IndexedLink.place(place.getKey(), workflow, cursor);
                document.add(new StringField(FieldNames.PLACE, term, Field.Store.NO));
            }
        }
        document.add(new StoredField(FieldNames.STORED_PLACES, places(indexed.places())));
        document.add(new StoredField(FieldNames.STORED_LINK, LinkCodec.encode(indexed.link())));
        document.add(new StoredField(
                FieldNames.STORED_METADATA, indexed.link().metadata().utf8()));
        document.add(new StoredField(FieldNames.STORED_DATA, indexed.data().utf8()));
    }

    private static byte[] places(Map<String, Place> places) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        places.forEach((organisation, place) -> node.putObject(organisation)
                .put("tenant", place.tenant().value())
                .put("cursor", place.cursor()));
        return JsonMapper.shared().writeValueAsBytes(node);
    }

    private static void link(Segment link, TypedFields fields) {
        keyword(fields, LinkField.HASH, link.hash().hex());
        keyword(fields, LinkField.TRACE, link.trace().value());
        keyword(fields, LinkField.WORKFLOW, link.feed().workflow().value());
        keyword(fields, LinkField.ACTION, link.action());
        keyword(fields, LinkField.STATE, link.state());
        fields.number(
                LinkField.PRIORITY.path(), new Numeral(Double.isFinite(link.priority()) ? link.priority() : 0, 0));
        link.tags().stream().distinct().forEach(tag -> keyword(fields, LinkField.TAGS, tag));
        link.parent().ifPresent(parent -> keyword(fields, LinkField.PARENT, parent.hex()));
        link.references().stream()
                .map(LinkHash::hex)
                .distinct()
                .forEach(hash -> keyword(fields, LinkField.REFERENCES, hash));
        fields.bool(LinkField.ENCRYPTED.path(), link.payload() instanceof Payload.Opened);
        fields.words(link.hash().hex());
        fields.words(link.trace().value());
        fields.words(link.action());
        link.tags().forEach(fields::words);
        fields.ownWords(LinkField.ACTION.path(), link.action());
        link.tags().forEach(tag -> fields.ownWords(LinkField.TAGS.path(), tag));
    }

    private static void metadata(JsonNode metadata, TypedFields fields) {
        scalar(metadata, "groupId").ifPresent(group -> keyword(fields, LinkField.GROUP, group));
        scalar(metadata, "createdByAccountId").ifPresent(account -> keyword(fields, LinkField.CREATED_BY, account));
        scalar(metadata, "createdAt")
                .ifPresent(text -> fields.date(LinkField.CREATED_AT.path(), Dates.inMetadata(text)));
    }

    private static Optional<String> scalar(JsonNode metadata, String name) {
        return Optional.ofNullable(metadata.get(name))
                .filter(node -> node.isString() || node.isNumber())
                .map(JsonNode::asString);
    }

    private static void verification(Verification verification, TypedFields fields) {
        fields.bool(LinkField.VERIFIED.path(), verification.verified());
        keyword(fields, LinkField.SIGNER, LinkCodec.spell(verification.signer()));
        keyword(fields, LinkField.PARENT_STATE, LinkCodec.spell(verification.parent()));
        verification.signatures().stream()
                .flatMap(check -> check.account().stream())
                .distinct()
                .forEach(account -> keyword(fields, LinkField.SIGNED_BY, account));
    }

    private static void keyword(TypedFields fields, LinkField field, String value) {
        if (!value.isEmpty()) {
            fields.keyword(field.path(), value);
        }
    }
}
