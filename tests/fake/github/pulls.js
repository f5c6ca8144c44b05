// SPDX-License-Identifier: Apache-2.0
// What happened in this pull request? Its commits as they were when it was merged, reviews, timeline
// and issues, in GraphQL's words.
'use strict';

const { connection, forbidden } = require('./schema');
const commits = require('./commits');
const people = require('./people');

const mostCommits = 250;
const opinions = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

const kindName = (kind) => kind.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase();
const url = ({ state }, path) =>
	`${people.website}/${state.repository.owner}/${state.repository.name}${path}`;

async function headOf(asked, pull) {
	return (
		pull.headOid ??
		(await asked.git.oid(`refs/pull/${pull.number}/head`)) ??
		asked.git.oid(`refs/heads/${pull.head}`)
	);
}

async function baseOf(asked, pull, head) {
	if (!pull.merged) return asked.model.resolve(asked, `refs/heads/${pull.base}`);
	if (pull.merged.base) return pull.merged.base;
	if (pull.merged.method === 'rebase') return asked.git.mergeBase(pull.merged.commit, head);
	return (await asked.git.commit(pull.merged.commit))?.parents[0] ?? null;
}

async function findRange(asked, pull) {
	const head = await headOf(asked, pull);
	const base = await baseOf(asked, pull, head);
	const known = head && base;
	const oids = known ? await asked.git.list('--reverse', '--topo-order', head, `^${base}`) : [];
	const fork = known ? await asked.git.mergeBase(base, head) : null;
	return { head, base, oids, fork };
}

// { head, base, oids, fork }; of a merged one kept as long as the world does not change.
function rangeOf(asked, pull) {
	if (!pull.merged) return findRange(asked, pull);
	pull.range ??= findRange(asked, pull);
	return pull.range;
}

async function introduced(asked, pull) {
	const { oids, base } = await rangeOf(asked, pull);
	const all = new Set(oids);
	if (!pull.merged) return all;
	all.add(pull.merged.commit);
	if (pull.merged.method === 'rebase' && base)
		for (const oid of await asked.git.list(pull.merged.commit, `^${base}`)) all.add(oid);
	return all;
}

// "The merged pull request that introduced the commit. If the commit is not present in the default
// branch, additionally returns open pull requests." (GitHub's schema)
async function pullsOfCommit(asked, oid) {
	const { state } = asked;
	const tip = await asked.model.resolve(asked, `refs/heads/${state.repository.default_branch}`);
	const present = await asked.git.isAncestor(oid, tip);
	const found = [];
	for (const pull of state.pulls.values()) {
		if (pull.state !== 'MERGED' && (pull.state !== 'OPEN' || present)) continue;
		if ((await introduced(asked, pull)).has(oid)) found.push(pull);
	}
	return found.sort((a, b) => a.number - b.number).map((pull) => pullNode(asked, pull));
}

// ---- reviews ----

function reviewNode(asked, pull, review) {
	const { state } = asked;
	const submitted = review.state === 'PENDING' ? null : review.at;
	const address = url(asked, `/pull/${pull.number}#pullrequestreview-${review.id}`);
	return {
		__typename: 'PullRequestReview',
		id: `PRR_${review.id}`,
		databaseId: review.id,
		fullDatabaseId: String(review.id),
		state: review.state,
		body: review.body,
		bodyText: review.body,
		submittedAt: submitted,
		createdAt: review.at,
		updatedAt: review.edited ?? review.at,
		publishedAt: submitted,
		lastEditedAt: review.edited,
		includesCreatedEdit: Boolean(review.edited),
		author: () => people.actor(state, review.by),
		authorAssociation: people.association(state, review.by),
		authorCanPushToRepository: people.canWrite(state, review.by),
		commit: () => (review.commit ? commits.commitNode(asked, review.commit) : null),
		pullRequest: () => pullNode(asked, pull),
		repository: () => asked.model.repository(asked),
		onBehalfOf: connection(() =>
			(review.on_behalf_of ?? []).map((slug) => people.team(state, slug)),
		),
		url: address,
		resourcePath: address.slice(people.website.length),
		isMinimized: false,
		viewerDidAuthor: false,
	};
}

function latestOpinions(pull) {
	const latest = new Map();
	for (const review of pull.reviews) {
		if (!opinions.includes(review.state)) continue;
		latest.delete(review.by);
		latest.set(review.by, review);
	}
	return [...latest.values()];
}

function reviewsOf(asked, pull, { states, author }) {
	return pull.reviews
		.filter((review) => !states?.length || states.includes(review.state))
		.filter((review) => !author || review.by === author)
		.map((review) => reviewNode(asked, pull, review));
}

function demandedReviews(state, branch) {
	const rules = state.rules.get(branch) ?? [];
	const classic = state.protections.get(branch)?.required_pull_request_reviews;
	const counts = rules
		.filter((rule) => rule.type === 'pull_request')
		.map((rule) => rule.parameters?.required_approving_review_count ?? 0);
	return Math.max(0, ...counts, classic?.required_approving_review_count ?? 0);
}

function reviewDecision({ state }, pull) {
	const demanded = demandedReviews(state, pull.base);
	if (!demanded) return null;
	const counted = latestOpinions(pull).filter((review) => people.canWrite(state, review.by));
	if (counted.some((review) => review.state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED';
	const approvals = counted.filter((review) => review.state === 'APPROVED').length;
	return approvals >= demanded ? 'APPROVED' : 'REVIEW_REQUIRED';
}

// ---- timeline ----

const commitOf = (asked, oid) => () => (oid ? commits.commitNode(asked, oid) : null);

// What each kind of event has beside actor, createdAt and pullRequest.
const kinds = {
	HeadRefForcePushedEvent: (asked, item) => ({
		beforeCommit: commitOf(asked, item.before),
		afterCommit: commitOf(asked, item.after),
		ref: null,
	}),
	ReviewDismissedEvent: (asked, item, pull) => ({
		dismissalMessage: item.message,
		previousReviewState: item.previous,
		databaseId: item.id,
		review: () =>
			reviewNode(
				asked,
				pull,
				pull.reviews.find((review) => review.id === item.review),
			),
		pullRequestCommit: null,
	}),
	MergedEvent: (asked, item) => ({
		commit: commitOf(asked, item.commit),
		mergeRefName: item.base,
		mergeRef: null,
	}),
	AddedToMergeQueueEvent: (asked, item) => ({
		enqueuer: () => people.user(asked.state, item.by),
	}),
	RemovedFromMergeQueueEvent: (asked, item) => ({
		enqueuer: () => people.user(asked.state, item.by),
		reason: item.reason,
		beforeCommit: commitOf(asked, item.before),
	}),
	AutoMergeEnabledEvent: (asked, item) => ({ enabler: () => people.user(asked.state, item.by) }),
	BaseRefChangedEvent: (asked, item) => ({
		previousRefName: item.before,
		currentRefName: item.after,
		databaseId: item.id,
	}),
	AutomaticBaseChangeSucceededEvent: (asked, item) => ({
		oldBase: item.before,
		newBase: item.after,
	}),
	BaseRefForcePushedEvent: (asked, item) => ({
		beforeCommit: commitOf(asked, item.before),
		afterCommit: commitOf(asked, item.after),
		ref: null,
	}),
	BaseRefDeletedEvent: (asked, item, pull) => ({ baseRefName: pull.base }),
	RenamedTitleEvent: (asked, item) => ({ previousTitle: item.before, currentTitle: item.after }),
	HeadRefDeletedEvent: (asked, item, pull) => ({ headRefName: pull.head }),
};

function timelineNode(asked, pull, item) {
	const address = url(asked, `/pull/${pull.number}#event-${item.id}`);
	return {
		__typename: item.kind,
		id: `EV_${item.id}`,
		createdAt: item.at,
		url: address,
		resourcePath: address.slice(people.website.length),
		actor: () => people.actor(asked.state, item.by),
		pullRequest: () => pullNode(asked, pull),
		...kinds[item.kind]?.(asked, item, pull),
	};
}

function pullCommit(asked, pull, oid) {
	const address = url(asked, `/pull/${pull.number}/commits/${oid}`);
	return {
		__typename: 'PullRequestCommit',
		id: `PURC_${pull.number}_${oid}`,
		url: address,
		resourcePath: address.slice(people.website.length),
		commit: () => commits.commitNode(asked, oid),
		pullRequest: () => pullNode(asked, pull),
	};
}

async function timeline(asked, pull, { itemTypes, since }) {
	const items = pull.timeline.map((item) => ({
		at: item.at,
		kind: item.kind,
		make: () => timelineNode(asked, pull, item),
	}));
	for (const review of pull.reviews)
		items.push({
			at: review.at,
			kind: 'PullRequestReview',
			make: () => reviewNode(asked, pull, review),
		});
	for (const oid of (await rangeOf(asked, pull)).oids.slice(0, mostCommits)) {
		const commit = await asked.git.commit(oid);
		items.push({
			at: commit.committer.utc,
			kind: 'PullRequestCommit',
			make: () => pullCommit(asked, pull, oid),
		});
	}
	return items
		.filter((item) => !itemTypes?.length || itemTypes.includes(kindName(item.kind)))
		.filter((item) => !since || Date.parse(item.at) >= Date.parse(since))
		.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
		.map((item) => item.make());
}

// ---- the pull request ----

const labelsOf = (names) =>
	connection(() =>
		names.map((name) => ({ __typename: 'Label', id: `LA_${name}`, name, color: 'ededed' })),
	);

async function commitsOf(asked, pull) {
	const { oids } = await rangeOf(asked, pull);
	return oids.slice(0, mostCommits).map((oid) => pullCommit(asked, pull, oid));
}

function closing(asked, pull, { userLinkedOnly }) {
	if (!people.mayRead(asked.state, 'issues')) throw forbidden();
	const numbers = userLinkedOnly ? (pull.linked ?? []) : pull.closes;
	return numbers
		.map((number) => issueNode(asked, asked.state.issues.get(number)))
		.filter(Boolean);
}

function headRepository(asked, pull) {
	if (!pull.fork) return asked.model.repository(asked);
	const name = asked.state.repository.name;
	return pull.fork === 'unknown'
		? null
		: {
				__typename: 'Repository',
				id: `R_${pull.fork}`,
				name,
				nameWithOwner: `${pull.fork}/${name}`,
				isFork: true,
				isPrivate: false,
				databaseId: 5000,
				owner: () => people.actor(asked.state, pull.fork),
			};
}

function mergeFacts(asked, pull) {
	const fake = pull.testMerge ?? null;
	return {
		merged: Boolean(pull.merged),
		mergedAt: pull.merged?.at ?? null,
		mergedBy: () => people.actor(asked.state, pull.merged?.by),
		mergeCommit: commitOf(asked, pull.merged?.commit ?? null),
		potentialMergeCommit: commitOf(asked, pull.merged ? null : fake),
		mergeable: pull.state === 'OPEN' ? 'MERGEABLE' : 'UNKNOWN',
		mergeStateStatus: pull.draft ? 'DRAFT' : 'CLEAN',
		isInMergeQueue: false,
		isMergeQueueEnabled: false,
		autoMergeRequest: pull.autoMerge
			? {
					__typename: 'AutoMergeRequest',
					enabledAt: pull.autoMerge.at,
					enabledBy: () => people.actor(asked.state, pull.autoMerge.by),
					mergeMethod: pull.autoMerge.method.toUpperCase(),
				}
			: null,
	};
}

function listsOf(asked, pull) {
	return {
		labels: labelsOf(pull.labels),
		assignees: connection(() =>
			(pull.assignees ?? []).map((login) => people.user(asked.state, login)),
		),
		reviewRequests: connection([]),
		closingIssuesReferences: connection((args) => closing(asked, pull, args)),
		reviews: connection((args) => reviewsOf(asked, pull, args)),
		latestOpinionatedReviews: connection(({ writersOnly }) =>
			latestOpinions(pull)
				.filter((review) => !writersOnly || people.canWrite(asked.state, review.by))
				.map((review) => reviewNode(asked, pull, review)),
		),
		latestReviews: connection(() =>
			[...new Map(pull.reviews.map((review) => [review.by, review])).values()].map((review) =>
				reviewNode(asked, pull, review),
			),
		),
		commits: async (args, context) =>
			connection(() => commitsOf(asked, pull), {
				totalCount: (await rangeOf(asked, pull)).oids.length,
			})(args, context),
		files: connection(async () => {
			const { fork, head } = await rangeOf(asked, pull);
			return fork ? commits.changedFiles(asked, fork, head) : [];
		}),
		timelineItems: connection(
			(args) => timeline(asked, pull, args),
			(all) => ({
				filteredCount: all.length,
				pageCount: all.length,
				updatedAt: pull.updated,
			}),
		),
	};
}

function pullNode(asked, pull) {
	const { state } = asked;
	const address = url(asked, `/pull/${pull.number}`);
	const size = (key) => async () => {
		const { fork, head } = await rangeOf(asked, pull);
		const files = fork ? await asked.git.changes(fork, head) : [];
		return key === 'files'
			? files.length
			: files.reduce((sum, file) => sum + (file[key] ?? 0), 0);
	};
	return {
		__typename: 'PullRequest',
		id: `PR_${pull.number}`,
		databaseId: pull.id,
		fullDatabaseId: String(pull.id),
		number: pull.number,
		title: pull.title,
		titleHTML: pull.title,
		body: pull.body,
		bodyText: pull.body,
		state: pull.state,
		closed: pull.state !== 'OPEN',
		closedAt: pull.closed ?? null,
		isDraft: pull.draft,
		createdAt: pull.created,
		updatedAt: pull.updated,
		publishedAt: pull.created,
		lastEditedAt: pull.edited,
		includesCreatedEdit: Boolean(pull.edited),
		url: address,
		permalink: address,
		resourcePath: address.slice(people.website.length),
		locked: false,
		maintainerCanModify: false,
		isCrossRepository: Boolean(pull.fork),
		author: () => people.actor(state, pull.by),
		authorAssociation: people.association(state, pull.by),
		reviewDecision: reviewDecision(asked, pull),
		baseRefName: pull.base,
		headRefName: pull.head,
		baseRefOid: async () => (await rangeOf(asked, pull)).base,
		headRefOid: async () => (await rangeOf(asked, pull)).head,
		baseRef: () => asked.model.ref(asked, `refs/heads/${pull.base}`),
		headRef: () => asked.model.ref(asked, `refs/heads/${pull.head}`),
		repository: () => asked.model.repository(asked),
		baseRepository: () => asked.model.repository(asked),
		headRepository: () => headRepository(asked, pull),
		headRepositoryOwner: () => people.actor(state, pull.fork) ?? asked.model.owner(asked),
		additions: size('additions'),
		deletions: size('deletions'),
		changedFiles: size('files'),
		...mergeFacts(asked, pull),
		...listsOf(asked, pull),
	};
}

function issueNode(asked, issue) {
	if (!issue) return null;
	const address = url(asked, `/issues/${issue.number}`);
	return {
		__typename: 'Issue',
		id: `I_${issue.number}`,
		databaseId: issue.id,
		number: issue.number,
		title: issue.title,
		body: issue.body ?? '',
		bodyText: issue.body ?? '',
		state: issue.state,
		closed: issue.state === 'CLOSED',
		stateReason: issue.state === 'CLOSED' ? (issue.reason ?? 'COMPLETED').toUpperCase() : null,
		createdAt: issue.created,
		updatedAt: issue.updated,
		closedAt: issue.closed,
		url: address,
		resourcePath: address.slice(people.website.length),
		author: () => people.actor(asked.state, issue.by),
		authorAssociation: people.association(asked.state, issue.by),
		labels: labelsOf(issue.labels ?? []),
		assignees: connection(() =>
			(issue.assignees ?? []).map((login) => people.user(asked.state, login)).filter(Boolean),
		),
		timelineItems: connection(({ itemTypes }) =>
			issue.timeline
				.filter((item) => !itemTypes?.length || itemTypes.includes(kindName(item.kind)))
				.map((item) => ({
					__typename: item.kind,
					id: `EV_${item.id}`,
					createdAt: item.at,
					actor: () => people.actor(asked.state, item.by),
				})),
		),
		milestone: issue.milestone
			? { __typename: 'Milestone', title: issue.milestone, number: 1 }
			: null,
		repository: () => asked.model.repository(asked),
		locked: false,
	};
}

module.exports = {
	demandedReviews,
	introduced,
	issueNode,
	latestOpinions,
	mostCommits,
	pullNode,
	pullsOfCommit,
	rangeOf,
	reviewNode,
};
