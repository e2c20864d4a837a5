package io.traceconnector.search.index;

import java.util.OptionalLong;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.TextField;

/** Adds a value to a document in the Lucene fields of its kind. */
record TypedFields(Document document) {

    void words(String text) {
        document.add(new TextField(FieldNames.WORDS, text, Field.Store.NO));
    }

    /** Words of one field alone. */
    void ownWords(String path, String value) {
        document.add(new TextField(FieldNames.words(path), value, Field.Store.NO));
    }

    void text(String path, String value) {
        ownWords(path, value);
        keyword(path, value);
    }

    void keyword(String path, String value) {
        document.add(new KeywordField(FieldNames.keyword(path), LinkDocuments.keyword(value), Field.Store.NO));
    }

    void number(String path, Numeral value) {
        document.add(new SortedNumericDocValuesField(FieldNames.number(path), value.nearestBits()));
        document.add(new BinaryPoint(FieldNames.numberPoint(path), value.sortable()));
        if (value.rest() != 0) {
            document.add(new SortedNumericDocValuesField(FieldNames.numberRest(path), value.rest()));
        }
    }

    void bool(String path, boolean value) {
        document.add(new KeywordField(FieldNames.bool(path), Boolean.toString(value), Field.Store.NO));
    }

    void date(String path, OptionalLong millis) {
        if (millis.isPresent()) {
            document.add(new LongField(FieldNames.date(path), millis.getAsLong(), Field.Store.NO));
        }
    }
}
