package io.traceconnector.search.index;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.core.SimpleAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;

/** How texts become words: {@code standard} for every field but those that the configuration gives another analyzer. */
public final class Analysis extends DelegatingAnalyzerWrapper {

    private static final Map<String, Supplier<Analyzer>> BY_NAME = Map.ofEntries(
            Map.entry("standard", FoldingAnalyzer::new),
            Map.entry("simple", SimpleAnalyzer::new),
            Map.entry("whitespace", WhitespaceAnalyzer::new),
            Map.entry("keyword", KeywordAnalyzer::new),
            Map.entry("danish", DanishAnalyzer::new),
            Map.entry("dutch", DutchAnalyzer::new),
            Map.entry("english", EnglishAnalyzer::new),
            Map.entry("finnish", FinnishAnalyzer::new),
            Map.entry("french", FrenchAnalyzer::new),
            Map.entry("german", GermanAnalyzer::new),
            Map.entry("italian", ItalianAnalyzer::new),
            Map.entry("norwegian", NorwegianAnalyzer::new),
            Map.entry("portuguese", PortugueseAnalyzer::new),
            Map.entry("spanish", SpanishAnalyzer::new),
            Map.entry("swedish", SwedishAnalyzer::new));

    /** Between two values of one field, so that no phrase reaches from one into the next. */
    private static final int GAP = 100;

    private final Analyzer standard = new FoldingAnalyzer();
    private final Map<String, Analyzer> byField;
    private final String fingerprint;

    /**
     * @param analyzers names of analyzers by field of the data
     * @throws IllegalArgumentException for a name that is none of {@link #names}
     */
    public Analysis(Map<String, String> analyzers) {
        super(PER_FIELD_REUSE_STRATEGY);
        analyzers.forEach(Analysis::check);
        this.byField = analyzers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> FieldNames.words(entry.getKey()),
                        entry -> BY_NAME.getOrDefault(entry.getValue(), FoldingAnalyzer::new)
                                .get()));
        this.fingerprint = new TreeMap<>(analyzers).toString();
    }

    /** The names that a configuration may use. */
    public static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    /** @throws IllegalArgumentException where there is no such analyzer */
    public static void check(String field, String analyzer) {
        if (!BY_NAME.containsKey(analyzer)) {
            throw new IllegalArgumentException(
                    "analyzers: '" + analyzer + "' (for " + field + ") is none of " + names());
        }
    }

    /** Whether the field's words are made as those of most fields. */
    public boolean isStandard(String indexed) {
        return !byField.containsKey(indexed);
    }

    /** Two analyses with the same text make the same words; an index made with another one is rebuilt. */
    String fingerprint() {
        return fingerprint;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return byField.getOrDefault(field, standard);
    }

    @Override
    public int getPositionIncrementGap(String field) {
        return GAP;
    }
}
