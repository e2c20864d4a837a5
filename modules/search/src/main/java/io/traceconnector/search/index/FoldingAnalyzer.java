package io.traceconnector.search.index;

import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.util.ElisionFilter;

/**
 * Words of texts in several Latin languages at once: Unicode word breaks, lower case, accents folded, French elisions ({@code l'usine})
 * and the English possessive taken off. No stop words and no stems, since both are right in one language and wrong in the other.
 */
final class FoldingAnalyzer extends Analyzer {

    private static final CharArraySet ELISIONS = new CharArraySet(
            List.of("l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"), true);

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer tokenizer = new StandardTokenizer();
        TokenStream words = new ElisionFilter(tokenizer, ELISIONS);
        words = new EnglishPossessiveFilter(words);
        words = new LowerCaseFilter(words);
        return new TokenStreamComponents(tokenizer, new ASCIIFoldingFilter(words));
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
        return new ASCIIFoldingFilter(new LowerCaseFilter(in));
    }
}
