package io.traceconnector.search.answer;

import java.io.IOException;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.jspecify.annotations.Nullable;

/** Terms that an automaton accepts, which several fields share: to compile it is dearer than to use it. */
final class TermsLike extends MultiTermQuery {

    private final CompiledAutomaton accepted;

    TermsLike(String indexed, CompiledAutomaton accepted) {
        super(indexed, CONSTANT_SCORE_REWRITE);
        this.accepted = accepted;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        return accepted.getTermsEnum(terms);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(@Nullable String field) {
        return "terms like";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof TermsLike like && accepted.equals(like.accepted);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + accepted.hashCode();
    }
}
