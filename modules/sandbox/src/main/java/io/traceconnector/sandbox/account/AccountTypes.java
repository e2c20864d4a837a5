package io.traceconnector.sandbox.account;

import graphql.schema.idl.RuntimeWiring;
import io.traceconnector.sandbox.account.AccountNode.KeyNode;
import io.traceconnector.sandbox.graphql.ConnectionFields;
import io.traceconnector.sandbox.graphql.GraphQlEndpoint;
import io.traceconnector.sandbox.graphql.PageRequest;
import io.traceconnector.sandbox.graphql.TypeFields;
import io.traceconnector.sandbox.world.Account.Kind;

/**
 * The types of accounts and keys, which both Trace and Account show.
 *
 * @param prefix before each name: {@code Account_} in Trace, nothing in Account
 */
public record AccountTypes(String prefix) {

    private static final String FULL_PREFIX = "Account_";

    /** The types in the schema language, the scalars of accounts and {@code PageInfo} included. */
    public String schema() {
        return GraphQlEndpoint.schema(AccountTypes.class, "account-types.graphqls")
                .replace(FULL_PREFIX, prefix);
    }

    /** Binds the fields. */
    public void bind(RuntimeWiring.Builder wiring) {
        ConnectionFields.bind(wiring, prefix + "Accounts", prefix + "Teams");
        TypeFields.of(prefix + "Account", AccountNode.class)
                .value("rowId", node -> node.account().id())
                .value("name", node -> node.account().name())
                .value("signingKey", AccountNode::signingKey)
                .value("encryptionKey", AccountNode::encryptionKey)
                .value("user", node -> node.as(Kind.PERSON))
                .value("bot", node -> node.as(Kind.BOT))
                .value("team", node -> node.as(Kind.ORGANISATION))
                .value("organization", node -> node.as(Kind.ORGANISATION))
                .call("members", (node, field) -> PageRequest.of(field).over(node.members()))
                .into(wiring);
        bindKeys(wiring);
        bindHolders(wiring);
    }

    private void bindKeys(RuntimeWiring.Builder wiring) {
        TypeFields.of(prefix + "Key", KeyNode.class)
                .value("rowId", node -> node.key().id())
                .value("accountId", node -> node.key().account())
                .value("usage", node -> node.key().usage())
                .value("publicKey", KeyNode::publicText)
                .value("deprecated", node -> node.key().deprecated())
                .value("privateKey", node -> node.privateText().orElse(null))
                .into(wiring);
        TypeFields.of(prefix + "PrivateKey", String.class)
                .value("passwordProtected", _ -> false)
                .value("privateKey", text -> text)
                .value("decrypted", text -> text)
                .into(wiring);
    }

    private void bindHolders(RuntimeWiring.Builder wiring) {
        TypeFields.of(prefix + "User", AccountNode.class)
                .value("rowId", AccountNode::holderId)
                .value("email", AccountNode::email)
                .value("accountId", node -> node.account().id())
                .value("account", node -> node)
                .call("memberOf", (node, field) -> PageRequest.of(field).over(node.memberOf()))
                .into(wiring);
        TypeFields.of(prefix + "Bot", AccountNode.class)
                .value("rowId", AccountNode::holderId)
                .value("name", node -> node.account().name())
                .value("accountId", node -> node.account().id())
                .call("teams", (node, field) -> PageRequest.of(field).over(node.memberOf()))
                .into(wiring);
        for (String type : new String[] {"Team", "Organization"}) {
            TypeFields.of(prefix + type, AccountNode.class)
                    .value("rowId", AccountNode::holderId)
                    .value("name", node -> node.account().name())
                    .value("accountId", node -> node.account().id())
                    .into(wiring);
        }
    }
}
