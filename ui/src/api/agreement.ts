/**
 * Holds the page's types to the server's description of itself: this file compiles only while every answer of the
 * server is what the page takes it for. `schema.d.ts` is made of `schema/openapi.json` by `npm run api`.
 */
import type { components } from './schema';
import type * as T from './types';

type Server = components['schemas'];

// The server writes every field, also those that hold nothing; its description merely does not require them. Names
// that it leaves out where they are not known stay optional.
type Whole<A> = A extends readonly (infer I)[]
  ? Whole<I>[]
  : A extends object
    ? { [K in keyof A]-?: Whole<A[K]> }
    : A;

/** Compiles only where an answer of type `A` can be taken for a `B`. */
type Taken<A extends B, B> = A;

/** Every answer that the page reads, beside what it takes it for. */
export type Agreement = [
  Taken<Whole<Server['DeskClaim']>, T.Claim>,
  Taken<Whole<Server['Word']>, T.Word>,
  Taken<Whole<Server['Incident']>, T.Incident>,
  Taken<Whole<Server['IncidentWhole']>, T.IncidentWhole>,
  Taken<Whole<Server['Contest']>, T.Contest>,
  Taken<Whole<Server['TollSeries']>, T.TollSeries>,
  Taken<Whole<Server['Truce']>, T.Truce>,
  Taken<Whole<Server['TruceWhole']>, T.TruceWhole>,
  Taken<Whole<Server['Overview']>, T.Overview>,
  Taken<Whole<Server['MapView']>, T.MapData>,
  Taken<Whole<Server['ReportBrief']>, T.ReportBrief>,
  Taken<Whole<Server['ReportView']>, T.Report>,
  Taken<Whole<Server['Explained']>, T.Explanation>,
  Taken<Whole<Server['Hit']>, T.Hit>,
  Taken<Whole<Server['Suggestion']>, T.Suggestion>,
  Taken<Whole<Server['Source']>, T.Source>,
  Taken<Whole<Server['Network']>, T.Network>,
  Taken<Whole<Server['Queue']>, T.Queue>,
  Taken<Whole<Server['Progress']>, T.Progress>,
  Taken<Whole<Server['Decision']>, T.Decision>,
  Taken<Whole<Server['Past']>, T.Past>,
  Taken<Whole<Server['Meta']>, T.Meta>,
  Taken<Whole<Server['Problem']>, T.Problem>,
  Taken<T.NewDecision, Server['NewDecision']>,
  Taken<Whole<Server['List_DeskClaim']>, T.Page<T.Claim>>,
];
