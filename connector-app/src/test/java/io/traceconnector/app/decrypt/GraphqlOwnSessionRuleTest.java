package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphqlOwnSessionRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{__typename w: workflowByRowId(rowId: 1) {links {nodes {raw data __typename}}}}",
                "{workflows {nodes {id}} groupByRowId(rowId: 1) {label} traceById(id: 1) {head {raw}}}",
                "query ($me: UUID) {me: traceById(id: $me) {myAccount: id}}",
                "query A {workflows {nodes {id}}} fragment Unused on T {privateKey}"
            })
    void allowsReadingWorkflowsGroupsAndTraces(String query) {
        assertThatCode(() -> GraphqlOwnSessionRule.check(AnswerTrial.request(query)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{myAccount {accountId: rowId}}",
                "{workflows: myAccount {rowId}}",
                "{traceById(id: 1) {id} ...F} fragment F on Query {...G} fragment G on Query {me {rowId}}",
                "{... on Query {workflows: node(id: 1) {id}}}",
                "{__schema {types {name}}}",
                "{__type(name: \"T\") {name}}",
                "{query {workflows {nodes {id}}}}",
                "{workflowByRowId {owner {signingKey {k: privateKey {d: decrypted}}}}}",
                "{workflowByRowId {owner {signingKey {...K}}}} fragment K on Account_Key {... @skip(if: true) {privateKey {decrypted}}}",
                "{workflowByRowId {query {myAccount {rowId}}}}",
                "{workflowByRowId {name: me {rowId}}}",
                "mutation {createLink(input: {link: 1}) {trace {rowId}}}",
                "mutation {workflows {nodes {id}}}",
                "subscription {workflows {nodes {id}}}"
            })
    void refusesEverythingElse(String query) {
        assertThatThrownBy(() -> GraphqlOwnSessionRule.check(AnswerTrial.request(query)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(403));
    }
}
