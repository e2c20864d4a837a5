package io.traceconnector.search.index;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;

/** Puts the values of a link's data into its document: each into its own field, as long as there is room for it, and all among the words. */
public final class DataFields implements DataLeaves.Visitor {

    /** Keeps the data's own {@code link} object apart from the fields that every link has. */
    public static final String APART = "data.";

    private final Document document;
    private final TypedFields fields;
    private final FieldRegistry registry;
    private final Set<String> present = new HashSet<>();

    DataFields(Document document, FieldRegistry registry) {
        this.document = document;
        this.fields = new TypedFields(document);
        this.registry = registry;
    }

    /** The name under which a field of the data is searched. */
    public static String name(String path) {
        return path.startsWith(LinkField.PREFIX) ? APART + path : path;
    }

    @Override
    public void text(String path, String value) {
        fields.words(value);
        String name = name(path);
        OptionalLong date = Dates.inData(value);
        if (admit(name)) {
            fields.text(name, value);
            present(Kind.TEXT.presence(name));
            fields.date(name, date);
            if (date.isPresent()) {
                present(Kind.DATE.presence(name));
            }
        }
    }

    @Override
    public void number(String path, Numeral value) {
        fields.words(value.plain());
        String name = name(path);
        if (admit(name)) {
            fields.number(name, value);
            present(Kind.NUMBER.presence(name));
        }
    }

    @Override
    public void bool(String path, boolean value) {
        String name = name(path);
        if (admit(name)) {
            fields.bool(name, value);
            present(Kind.BOOLEAN.presence(name));
        }
    }

    private boolean admit(String name) {
        if (name.isEmpty()) {
            // A bare value is found by its words; there is no name to search it by.
            return false;
        }
        if (registry.admit(name)) {
            return true;
        }
        present(FieldNames.LEFT_OUT + LinkDocuments.keyword(name));
        return false;
    }

    private void present(String term) {
        if (present.add(term)) {
            document.add(new KeywordField(FieldNames.PRESENT, term, Field.Store.NO));
        }
    }
}
