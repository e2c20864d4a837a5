package io.traceconnector.search.sight;

import static io.traceconnector.search.FakeSight.deny;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Caller;
import io.traceconnector.search.FakeSight;
import io.traceconnector.search.TestingSearch;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.index.Numeral;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries that look for shortcuts in what an index says of all its documents find none in a view. */
class CallerViewTest {

    private static final int LINKS = 200;
    private static final String NAME = FieldNames.keyword("a");
    private static final byte[] LOWEST = Numeral.of(-1000).sortable();
    private static final byte[] HIGHEST = Numeral.of(1000).sortable();

    private final Directory directory = new ByteBuffersDirectory();
    private DirectoryReader index;

    /** Every link has every field; those of workflow 8 the lower values. */
    @BeforeEach
    void write() throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (int i = 0; i < LINKS; i++) {
                writer.addDocument(document(i < LINKS / 2 ? "8" : "7", i));
            }
            writer.forceMerge(1);
        }
        index = DirectoryReader.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        directory.close();
    }

    private static Document document(String workflow, int number) {
        Document document = new Document();
        keyword(document, FieldNames.OWNER, FieldNames.owner(TestingSearch.ALPHA.tenant(), "alpha"));
        keyword(document, FieldNames.keyword(LinkField.WORKFLOW.path()), workflow);
        keyword(document, FieldNames.PRESENT, Kind.TEXT.presence("a"));
        keyword(document, NAME, "same");
        keyword(document, NAME, String.format("v%03d", number));
        document.add(new TextField(FieldNames.words("a"), "two words", Field.Store.NO));
        document.add(new TextField(FieldNames.WORDS, "two words", Field.Store.NO));
        document.add(new LongField(FieldNames.date("a"), number, Field.Store.NO));
        document.add(
                new BinaryPoint(FieldNames.numberPoint("a"), Numeral.of(number).sortable()));
        return document;
    }

    private static void keyword(Document document, String field, String value) {
        document.add(new KeywordField(field, value, Field.Store.NO));
    }

    private static List<Query> everywhere() {
        return List.of(
                new TermQuery(new Term(NAME, "same")),
                new TermQuery(new Term(FieldNames.words("a"), "words")),
                new TermQuery(new Term(FieldNames.PRESENT, Kind.TEXT.presence("a"))),
                new FieldExistsQuery(NAME),
                new FieldExistsQuery(FieldNames.words("a")),
                new FieldExistsQuery(FieldNames.date("a")),
                new PrefixQuery(new Term(NAME, "v")),
                new PrefixQuery(new Term(NAME, "s")),
                new WildcardQuery(new Term(NAME, "s*e")),
                new PhraseQuery(FieldNames.words("a"), "two", "words"),
                KeywordField.newSetQuery(NAME, List.of(new BytesRef("same"), new BytesRef("other"))),
                KeywordField.newSetQuery(
                        NAME,
                        IntStream.range(0, LINKS)
                                .mapToObj(i -> new BytesRef(String.format("v%03d", i)))
                                .toList()),
                LongField.newRangeQuery(FieldNames.date("a"), Long.MIN_VALUE, Long.MAX_VALUE),
                BinaryPoint.newRangeQuery(FieldNames.numberPoint("a"), LOWEST, HIGHEST));
    }

    private IndexSearcher searcher(String... workflows) throws IOException {
        Caller caller = TestingSearch.seeing(TestingSearch.ALPHA, FakeSight.without(deny("a", workflows)));
        return new IndexSearcher(CallerView.of(index, caller).reader());
    }

    @Test
    void countsAFieldOnlyWhereItIsSeen() throws IOException {
        for (Query query : everywhere()) {
            assertThat(new IndexSearcher(index).count(query)).as("%s", query).isEqualTo(LINKS);
            assertThat(searcher("8").count(query)).as("%s", query).isEqualTo(LINKS / 2);
            assertThat(searcher("7", "8").count(query)).as("%s", query).isZero();
            assertThat(searcher().count(query)).as("%s", query).isZero();
            assertThat(searcher("9").count(query)).as("%s", query).isEqualTo(LINKS);
        }
        assertThat(searcher("8").count(new MatchAllDocsQuery())).isEqualTo(LINKS);
        assertThat(searcher("9").count(new TermQuery(new Term(FieldNames.WORDS, "words"))))
                .isZero();
    }

    @Test
    void sortsByAFieldOnlyWhereItIsSeen() throws IOException {
        SortField dates =
                LongField.newSortField(FieldNames.date("a"), false, SortedNumericSelector.Type.MIN, Long.MAX_VALUE);
        SortField texts = KeywordField.newSortField(NAME, false, SortedSetSelector.Type.MAX, SortField.STRING_LAST);
        for (SortField field : List.of(dates, texts)) {
            // So few hits that documents would be skipped by what the index says of them.
            for (int hits : new int[] {1, LINKS}) {
                Sort sort = new Sort(field, SortField.FIELD_DOC);
                assertThat(first(new IndexSearcher(index), sort, hits)).isZero();
                assertThat(first(searcher("8"), sort, hits)).as("%s", field).isEqualTo(LINKS / 2);
                assertThat(first(searcher(), sort, hits)).isZero();
            }
        }
    }

    private static int first(IndexSearcher searcher, Sort sort, int hits) throws IOException {
        return searcher.search(new MatchAllDocsQuery(), hits, sort).scoreDocs[0].doc;
    }
}
