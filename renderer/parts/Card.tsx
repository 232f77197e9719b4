import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Card.module.css';

/** A titled group on a page. */
export function Card(props: { title: string; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} id={id}>
          {props.title}
        </Title>
        <div className={classes.aside}>{props.aside}</div>
      </div>
      <div className={props.flush === true ? undefined : classes.body}>{props.children}</div>
    </section>
  );
}
