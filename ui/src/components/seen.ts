import type { Attachment } from 'svelte/attachments';

/** Tells when an element is seen, or is as near to what is seen as `margin`: a long list asks only for what is looked at. */
export const whenSeen =
  (tell: () => void, margin = '0px'): Attachment<HTMLElement> =>
  (element) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((e) => e.isIntersecting)) tell();
      },
      { rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
